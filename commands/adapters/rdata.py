"""Whether Route 53 would take one value as it is written; pure."""

import re
from typing import Final

from commands.model import values
from commands.model.records import Type

_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*', re.DOTALL)


def judged(type_: Type, value: str) -> tuple[str, str]:
    """What Route 53 would say is wrong with a value, or nothing; and the value in its one spelling.

    Our reader mends what people type. Route 53 mends nothing, so what had to be mended is refused.
    """
    if type_ in (Type.TXT, Type.SPF) and not _QUOTED.fullmatch(value):
        return "InvalidCharacterString (Value should be enclosed in quotation marks)", value
    try:
        meant = values.read(type_, value)
    except values.BadValue:
        return _why(type_, value), value
    if not value.isascii() or not values.same(type_, [value], [meant]):
        return _why(type_, value), value
    return "", meant


def _why(type_: Type, value: str) -> str:
    if type_ in (Type.TXT, Type.SPF):
        return "CharacterStringTooLong (Value is too long)"
    if type_ in (Type.A, Type.AAAA) and " " in value:
        return f"{type_}RRDATANotSingleField (Value contains spaces)"
    if type_ is Type.A:
        return "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"
    if type_ is Type.AAAA:
        return "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)"
    return f"{type_}RRDATAIllegalValue (Value is not valid for type {type_})"
