"""An EC2 on loopback that answers what it is told, page by page, and remembers every request."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs

_NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/"
_NOTHING = "<reservationSet/><networkInterfaceSet/><addressesSet/>"

Answer = tuple[int, str] | None
"""A status and a body; None: the connection is cut."""


@dataclass
class Asked:
    """One request: its action, and its parameters by their names on the wire."""

    action: str
    parameters: dict[str, str]


class Ec2World:
    """EC2 at `url`, until the `with` block ends. Answers that were not told are empty lists."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._answers: dict[str, deque[Answer]] = defaultdict(deque)
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """For AWS_ENDPOINT_URL_EC2."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def tell(self, action: str, *answers: Answer) -> None:
        """What the next requests of an action are answered."""
        self._answers[action].extend(answers)

    def answer(self, body: str) -> Answer:
        parameters = {name: values[0] for name, values in parse_qs(body).items()}
        action = parameters.pop("Action")
        self.asked.append(Asked(action, parameters))
        coming = self._answers[action]
        return coming.popleft() if coming else page(action, _NOTHING)

    def actions(self) -> list[str]:
        """What was asked, in order."""
        return [one.action for one in self.asked]


def page(action: str, content: str = "", token: str = "") -> tuple[int, str]:
    """One page of an answer; token: that of the next one."""
    more = f"<nextToken>{token}</nextToken>" if token else ""
    return 200, f'<{action}Response xmlns="{_NAMESPACE}">{content}{more}</{action}Response>'


def instance(id_: str, state: str = "running", **fields: str) -> str:
    """One instance in the XML of DescribeInstances; fields by their names there."""
    more = "".join(f"<{name}>{text}</{name}>" for name, text in fields.items())
    item = f"<instanceId>{id_}</instanceId><instanceState><code>16</code><name>{state}</name></instanceState>{more}"
    return f"<item><instancesSet><item>{item}</item></instancesSet></item>"


def reservations(*instances: str, token: str = "") -> tuple[int, str]:
    """A page of DescribeInstances."""
    return page("DescribeInstances", f"<reservationSet>{''.join(instances)}</reservationSet>", token)


def error(status: int, code: str, message: str) -> tuple[int, str]:
    """An error as EC2 words it."""
    told = f"<Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>"
    return status, f"<Response>{told}<RequestID>1</RequestID></Response>"


class _Server(ThreadingHTTPServer):
    def __init__(self, world: Ec2World) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.world = world


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        answered = self.server.world.answer(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if answered is None:
            self.close_connection = True
            return
        status, body = answered
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing; `asked` holds it all."""
