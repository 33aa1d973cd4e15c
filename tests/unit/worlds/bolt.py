"""A tiny Bolt app, over HTTP or Socket Mode, that the Slack of the tests can talk to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

QUESTION: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Delete db1 & co?"}},
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "yes",
                "style": "danger",
                "value": "t0ken",
                "text": {"type": "plain_text", "text": "Delete"},
            },
            {"type": "button", "action_id": "no", "text": {"type": "plain_text", "text": "Cancel"}},
        ],
    },
]
WAITING: dict[str, Any] = {
    "type": "modal",
    "callback_id": "wait",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Wait"},
    "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "Reading …"}}],
}
ASKING: dict[str, Any] = {
    **WAITING,
    "callback_id": "zone",
    "title": {"type": "plain_text", "text": "Delete the zone"},
    "submit": {"type": "plain_text", "text": "Delete"},
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": {"type": "plain_text", "text": "Name of the zone"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        }
    ],
}


def client(slack: Slack, token: str = BOT_TOKEN) -> WebClient:
    """slack_sdk's client on this Slack, without retries."""
    return WebClient(token=token, base_url=slack.api_url, retry_handlers=[])


def listeners(app: App) -> None:
    """`/dns ask` asks in the channel; `/dns modal` opens a modal; the rest is echoed privately."""
    command_listener(app)
    press_listeners(app)
    event_listeners(app)


def command_listener(app: App) -> None:

    @app.command("/dns")
    def command(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        if body["text"] == "ask":
            ack()
            client.chat_postMessage(channel=body["channel_id"], text="Delete db1?", blocks=QUESTION)
        elif body["text"] == "modal":
            ack()
            view = client.views_open(trigger_id=body["trigger_id"], view=WAITING)["view"]
            client.views_update(view_id=view["id"], hash=view["hash"], view=ASKING)
        else:
            ack(f"you said {body['text']}")


def press_listeners(app: App) -> None:
    @app.action("yes")
    def yes(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        where = body["container"]
        client.chat_update(channel=where["channel_id"], ts=where["message_ts"], text=f"deleted by {body['user']['id']}")

    @app.action("no")
    def no(ack: Any, respond: Any) -> None:
        ack()
        respond(text="cancelled", replace_original=True)

    @app.view("zone")
    def zone(ack: Any, view: dict[str, Any]) -> None:
        if view["state"]["values"]["name"]["typed"]["value"] == "example.com":
            ack()
        else:
            ack(response_action="errors", errors={"name": "That is not its name"})

    @app.view_closed("zone")
    def closed(ack: Any) -> None:
        ack()


def event_listeners(app: App) -> None:
    """A mention is answered privately, an opened Home tab is published."""

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], client: WebClient) -> None:
        client.chat_postEphemeral(channel=event["channel"], user=event["user"], text="I only know /dns")

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": QUESTION})


def bolt(slack: Slack) -> App:
    """A Bolt app that knows this Slack alone."""
    app = App(client=client(slack), signing_secret=SIGNING_SECRET, raise_error_for_unhandled_request=False)
    listeners(app)
    return app


@contextmanager
def over_http(slack: Slack) -> Iterator[App]:
    """The app behind an HTTP server, with the workspace's bot_url set to it."""
    app = bolt(slack)

    class Front(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            said = app.dispatch(BoltRequest(body=body, headers={k: [v] for k, v in self.headers.items()}))
            self.send_response(said.status)
            for name, values in said.headers.items():
                self.send_header(name, values[0])
            self.end_headers()
            self.wfile.write((said.body or "").encode())

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Front) as server:
        server.daemon_threads = False
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        slack.bot_url, slack.transport = f"http://127.0.0.1:{server.server_address[1]}", "http"
        try:
            yield app
        finally:
            server.shutdown()
            thread.join()
            app.listener_runner.listener_executor.shutdown()


@contextmanager
def over_socket(slack: Slack) -> Iterator[SocketModeHandler]:
    """The app on one Socket Mode connection."""
    app = bolt(slack)
    handler = SocketModeHandler(app, APP_TOKEN, ping_interval=0.5)
    handler.connect()
    slack.transport = "socket"
    slack.wait_for(lambda: len(slack.sockets) == 1, what="the connection")
    try:
        yield handler
    finally:
        handler.client.auto_reconnect_enabled = False
        slack.sockets.cut()  # or the client's close waits for its blocking recv
        handler.close()
        app.listener_runner.listener_executor.shutdown()
