"""Who may do what: rules as data, beside the two lists of the settings. Pure."""

from commands.policy.actors import Actor, Role
from commands.policy.roles import COMES_TO, NEEDS, check
from commands.policy.rules import Answer, Deed, Protection, Reach, Rule, Rules, Verdict, enforce, strictest

__all__ = [
    "COMES_TO",
    "NEEDS",
    "Actor",
    "Answer",
    "Deed",
    "Protection",
    "Reach",
    "Role",
    "Rule",
    "Rules",
    "Verdict",
    "check",
    "enforce",
    "strictest",
]
