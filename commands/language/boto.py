"""What the `route53` command of boto was told, and the line of today for each.

Source: boto/boto, bin/route53: its functions' arguments, in their order.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_RECORD: Final = "ZONEID NAME TYPE V1,V2 [TTL] [IDENTIFIER] [WEIGHT] [COMMENT]"
_ALIAS: Final = "ZONEID NAME TYPE ALIAS_ZONEID ALIAS_NAME [IDENTIFIER] [WEIGHT] [COMMENT]"

LINES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "create": ("NAME [CALLER_REFERENCE] [COMMENT]", 'zone create example.net comment "the shop"'),
        "delete_zone": ("ZONE", "zone delete example.net"),
        "add_record": (_RECORD.replace("TTL", "TTL=600"), "add www.example.com A 192.0.2.10, 192.0.2.11 600"),
        "del_record": (_RECORD, "delete www.example.com A"),
        "change_record": (_RECORD, "set www.example.com A 192.0.2.12"),
        "add_alias": (_ALIAS, "add www.example.com ALIAS my-lb-1.us-east-1.elb.amazonaws.com"),
        "del_alias": (_ALIAS, "delete www.example.com A"),
        "change_alias": (_ALIAS, "set www.example.com ALIAS my-lb-2.us-east-1.elb.amazonaws.com"),
    }
)
"""Each verb's arguments, and a line of today that does the same. `ls`, `get` and `help` are verbs of today too."""

_ZONE: Final = "Z0123456789ABCDEFGHIJ"
_BALANCER: Final = "Z35SXDOTRQ7X7K my-lb-1.us-east-1.elb.amazonaws.com"

EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "create": 'create example.net shop-2026 "the shop"',
        "delete_zone": f"delete_zone {_ZONE}",
        "add_record": f"add_record {_ZONE} www.example.com A 192.0.2.10,192.0.2.11 300",
        "del_record": f"del_record {_ZONE} www.example.com A 192.0.2.10,192.0.2.11 300",
        "change_record": f"change_record {_ZONE} www.example.com A 192.0.2.12",
        "add_alias": f"add_alias {_ZONE} www.example.com A {_BALANCER}",
        "del_alias": f"del_alias {_ZONE} www.example.com A {_BALANCER}",
        "change_alias": f"change_alias {_ZONE} www.example.com A {_BALANCER} blue 20",
    }
)
