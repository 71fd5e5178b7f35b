"""Files sent in three steps: an address, the bytes, the message.

docs.slack.dev/reference/methods/files.getUploadURLExternal and files.completeUploadExternal
"""

from sandbox.interactions.events import announce_post
from sandbox.web_api.request import ApiError, Json, Methods, Request
from sandbox.workspace import Channel, Post
from sandbox.workspace.files import File

LARGEST = 1_000_000_000
"""Bytes: help.slack.com says that a file may have 1 GB."""

methods = Methods()


@methods.method("files.getUploadURLExternal", "files:write")
def begin(request: Request) -> Json:
    name, length = request.required("filename"), request.required("length")
    if not length.isdecimal() or int(length) == 0:
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] invalid length"]})
    if int(length) > LARGEST:
        raise ApiError("file_upload_size_restricted")
    workspace = request.workspace
    file = File(workspace.new_id("F"), name.replace("/", "_"), int(length), request.app.bot_user)
    workspace.files[file.id] = file
    return {"upload_url": f"{request.platform.base_url}/upload/v1/{file.key}", "file_id": file.id}


@methods.method("files.completeUploadExternal", "files:write")
def complete(request: Request) -> Json:
    """All the files in one message to one channel, by its id, which a user's is not. Without one nobody sees them."""
    given = request.decoded("files", "invalid_arguments")
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) and one.get("id") for one in given):
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: files"]})
    files = [_found(request, str(one["id"])) for one in given]
    channel = _destination(request)
    for file, one in zip(files, given, strict=True):
        file.title, file.shared = str(one.get("title") or ""), True
    if channel is not None:
        _post(request, channel, files)
    return {"files": [{"id": file.id, "title": file.title or file.name} for file in files]}


def _found(request: Request, file_id: str) -> File:
    """Its bytes must be there, and it is completed once."""
    file = request.workspace.files.get(file_id)
    if file is None or file.content is None or file.shared:
        raise ApiError("file_not_found")
    return file


def _destination(request: Request) -> Channel | None:
    if not request.text("channel_id"):
        return None
    channel = request.channel("channel_id")
    if request.app.bot_user not in channel.members:
        raise ApiError("not_in_channel")
    if channel.archived:
        raise ApiError("is_archived")
    return channel


def _post(request: Request, channel: Channel, files: list[File]) -> None:
    post = Post(
        ts=request.workspace.new_ts(),
        channel=channel.id,
        user=request.app.bot_user,
        text=request.text("initial_comment"),
        thread_ts=request.text("thread_ts") or None,
        app_id=request.app.app_id,
        bot_id=request.app.bot_id,
        files=tuple(file.describe(request.platform.base_url) for file in files),
    )
    announce_post(request.platform, request.workspace.post(post))
