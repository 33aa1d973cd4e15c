"""boto3 over the standard AWS chain, built at first use: it is slow to import."""

from collections.abc import Callable
from threading import Lock
from typing import Any

from commands.errors import Misconfigured


class Late:
    """Stands for a client until the first attribute of it is asked for."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self._build = build
        self._built: Any = None
        self._lock = Lock()

    def __getattr__(self, name: str) -> Any:
        with self._lock:
            if self._built is None:
                self._built = self._build()
        return getattr(self._built, name)


def session(inner: Any = None) -> Any:
    """A boto3 session, of a botocore one or of its own. Raises Misconfigured, naming AWS_PROFILE."""
    from boto3.session import Session
    from botocore.exceptions import ProfileNotFound

    try:
        return Session(botocore_session=inner) if inner else Session()
    except ProfileNotFound as error:
        raise Misconfigured("AWS_PROFILE", str(error)) from error


def client(service: str, session: Any, read_timeout: float, *, attempts: int = 1) -> Any:
    """A service's client, which asks that often. Raises Misconfigured, naming AWS_ENDPOINT_URL."""
    from botocore.config import Config

    config = Config(
        retries={"total_max_attempts": attempts, "mode": "standard"},
        connect_timeout=3,
        read_timeout=read_timeout,
        max_pool_connections=16,
    )
    try:
        return session.client(service, region_name=session.region_name or "us-east-1", config=config)
    except ValueError as error:  # botocore's word for an endpoint that is no URL
        raise Misconfigured("AWS_ENDPOINT_URL", str(error)) from error
