"""The playground as its users start it: a process, and a page's way into it without a browser."""

import http.client
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any, Final

from tests.worlds.process import LOOK_EVERY, Bot

OLIVE: Final = "U0OLIVE"


class Demo(Bot):
    """`python -m bot demo`, up when it is made. data: the folder that it keeps its state in."""

    def __init__(self, folder: Path, data: Path | None = None, **settings: str) -> None:
        command = (sys.executable, "-m", "bot", "demo", *([str(data)] if data else []))
        super().__init__(settings, folder, command=command)
        self.address = self.wait_for_log(r"http://127\.0\.0\.1:\d+", 20.0)
        self.at = int(self.address.rsplit(":", 1)[1])

    def act(self, name: str, user: str = OLIVE, **asked: Any) -> dict[str, Any]:
        """What a page asks for when somebody does something."""
        connection = http.client.HTTPConnection("127.0.0.1", self.at, timeout=10)
        body = json.dumps({"as": user, **asked})
        connection.request("POST", f"/play/{name}", body, {"Content-Type": "application/json"})
        with connection.getresponse() as answer:
            told: dict[str, Any] = json.loads(answer.read())
        connection.close()
        return told

    def type(self, text: str, user: str = OLIVE, channel: str = "C0OPS") -> None:
        """Something put into the composer."""
        assert self.act("say", user, channel=channel, text=text)["ok"]

    def things(self, kind: str, user: str = OLIVE) -> list[dict[str, Any]]:
        """What a fresh page of that person shows."""
        connection = http.client.HTTPConnection("127.0.0.1", self.at, timeout=10)
        connection.request("GET", f"/play/feed?as={user}")
        with connection.getresponse() as answer:
            while not (line := answer.readline()).startswith(b"data: "):
                assert line, "the feed ended"
        connection.close()
        return [thing for thing in json.loads(line[6:])["things"] if thing["kind"] == kind]

    def message(self, *words: str, user: str = OLIVE, seconds: float = 20.0) -> dict[str, Any]:
        """The newest message that says all this, waited for."""
        end = time.monotonic() + seconds
        while True:
            said = self.things("message", user)
            found = [one for one in said if all(word in one["text"] for word in words)]
            if found:
                return found[-1]
            texts = "\n".join(one["text"] for one in said)
            assert time.monotonic() < end, f"no message with {words}; there are:\n{texts}\n{self.logs()}"
            self._ended(LOOK_EVERY * 5)

    def modal(self, field: str, user: str) -> dict[str, Any]:
        """The modal that is open, once it asks for a field."""

        def asks() -> bool:
            (shown,) = self.things("modal", user)
            blocks = shown["view"]["blocks"] if shown["view"] else []
            return any(block["block_id"] == field for block in blocks)

        self._until(lambda: bool(self.things("modal", user)) and asks(), 10.0, f"a modal with {field}")
        return self.things("modal", user)[0]

    def press(self, message: dict[str, Any], label: str, user: str = OLIVE) -> None:
        """A button of a message."""
        for block in message["blocks"]:
            for element in block["elements"] if block["type"] == "actions" else []:
                if element["text"]["text"] == label:
                    where = {"place": f"message/{message['ts']}", "block_id": block["block_id"]}
                    told = self.act("press", user, **where, action_id=element["action_id"], typed={})
                    assert told["ok"], told
                    return
        raise AssertionError(f"no button {label} on {message['text']}")

    def records(self) -> dict[str, list[str]]:
        """What stands in example.com: the values by name and type."""
        (zone,) = (zone for zone in self.things("zone") if zone["name"] == "example.com")
        return {f"{one['label']} {one['type']}": one["values"] for one in zone["records"]}

    def interrupt(self) -> int:
        """Ctrl-C; the return code."""
        self.process.send_signal(signal.SIGINT)
        return self.wait()
