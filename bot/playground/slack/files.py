"""The two calls of an upload, and the bytes between them. Source: docs.slack.dev, Working with files."""

import secrets
from typing import Final

from bot.playground.rules.refusals import Args, Refuse, checked, needed
from bot.playground.slack.methods import reachable
from bot.playground.slack.things import BOT, Upload
from bot.playground.slack.workspace import Workspace

# Slack takes a gigabyte; whoever sends that here has something else in mind.
LARGEST: Final = 10_000_000


def get_upload_url(space: Workspace, args: Args) -> Args:
    """Where a file of that name and length may be sent to."""
    needed(args, "filename", "length")
    length = int(args["length"])
    if not 0 < length <= LARGEST:
        raise Refuse("file_upload_size_restricted")
    upload = Upload(f"F0{secrets.token_hex(6).upper()}", str(args["filename"]), length)
    space.uploads[upload.id] = upload
    return {"upload_url": f"{space.base_url}/upload/{upload.id}", "file_id": upload.id}


def receive(space: Workspace, file_id: str, content: bytes) -> bool:
    """The bytes of an announced file; whether they are what was announced."""
    upload = space.uploads.get(file_id)
    if upload is None or upload.content is not None or len(content) != upload.length:
        return False
    upload.content = content
    space.keep_file(upload)
    return True


def complete_upload(space: Workspace, args: Args) -> Args:
    """Share files that were sent, in a channel or its thread, with a word to them."""
    needed(args, "files")
    uploads = [_received(space, file) for file in args["files"]]
    titles = {str(file["id"]): str(file.get("title") or "") for file in args["files"]}
    files = [
        {"id": one.id, "name": one.name, "title": titles[one.id] or one.name, "size": one.length} for one in uploads
    ]
    if args.get("channel_id"):
        channel = reachable(space, {"channel": args["channel_id"]})
        named = ", ".join(one.name for one in uploads)
        body = {**args, "text": args.get("initial_comment") or named}
        space.say(channel.id, BOT, checked(body), files=files)
    return {"files": files}


def _received(space: Workspace, file: object) -> Upload:
    upload = space.uploads.get(str(file.get("id"))) if isinstance(file, dict) else None
    if upload is None or upload.content is None:
        raise Refuse("file_not_found")
    return upload


METHODS: Final = {"files.getUploadURLExternal": get_upload_url, "files.completeUploadExternal": complete_upload}
