"""AWS roles of several accounts, each assumed as the Slack user who acts.

The user goes along as SourceIdentity, which CloudTrail shows with every call and which role chaining keeps; where a
role's trust policy does not allow it (sts:SetSourceIdentity), the role is assumed without.
Source: IAM User Guide, Monitor and control actions taken with assumed roles.
"""

import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from commands.adapters import aws
from commands.adapters.route53 import client_of

log = logging.getLogger(__name__)

# A name that STS takes: letters, digits and some signs, 2 to 64 of them.
_FOREIGN: Final = re.compile(r"[^\w+=,.@-]", re.ASCII)
_LONGEST: Final = 64

# Clients cost memory; whoever has not acted for long gets a new one.
_KEPT: Final = 32

_READ_TIMEOUT: Final = 5.0


class Roles:
    """Route 53 clients of one account, by who acts.

    arn: the role; empty: the bot's own credentials, for everybody.
    """

    def __init__(self, arn: str) -> None:
        self._arn = arn
        self._named = bool(arn)
        self._lock = threading.Lock()
        self._clients: OrderedDict[str, Any] = OrderedDict()

    def client(self, actor: str = "") -> Any:
        """The client of a Slack user, or of the bot itself; built at first use."""
        key = actor if self._arn else ""
        with self._lock:
            if key not in self._clients:
                self._clients[key] = aws.Late(lambda: client_of(self.session(key)))
                while len(self._clients) > _KEPT:
                    self._clients.popitem(last=False)
            self._clients.move_to_end(key)
            return self._clients[key]

    def session(self, actor: str = "") -> Any:
        """A session whose credentials are asked for when they are needed, and again before they run out."""
        from botocore.credentials import DeferredRefreshableCredentials
        from botocore.session import get_session

        if not self._arn:
            return aws.session()
        inner = get_session()
        inner._credentials = DeferredRefreshableCredentials(lambda: self._credentials(actor), "sts-assume-role")
        return aws.session(inner)

    def _credentials(self, actor: str) -> Mapping[str, str]:
        """Assume the role. Raises botocore's ClientError, which the caller's request then ends with."""
        from botocore.exceptions import ClientError

        sts = aws.client("sts", aws.session(), _READ_TIMEOUT, attempts=2)
        asked = {"RoleArn": self._arn, "RoleSessionName": _safe(f"slash-dns-{actor}" if actor else "slash-dns")}
        if actor and self._named:
            try:
                return _found(sts.assume_role(**asked, SourceIdentity=_safe(actor)))
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") != "AccessDenied":
                    raise
        found = _found(sts.assume_role(**asked))
        if actor and self._named:
            self._named = False
            log.warning("role %s does not allow sts:SetSourceIdentity, so it is assumed without", self._arn)
        return found


def _found(answer: Mapping[str, Any]) -> Mapping[str, str]:
    """STS's credentials by the names that botocore's refreshing takes."""
    found = answer["Credentials"]
    return {
        "access_key": found["AccessKeyId"],
        "secret_key": found["SecretAccessKey"],
        "token": found["SessionToken"],
        "expiry_time": found["Expiration"].isoformat(),
    }


def _safe(name: str) -> str:
    return _FOREIGN.sub("-", name)[:_LONGEST]
