"""The state of the pretend workspace, in plain Python. `Workspace` is the whole; the rest are its nouns."""

from sandbox.workspace.channels import Channel
from sandbox.workspace.people import Member, Team
from sandbox.workspace.posts import Ping, Post
from sandbox.workspace.state import Workspace
from sandbox.workspace.traffic import Traffic
from sandbox.workspace.views import View

__all__ = ["Channel", "Member", "Ping", "Post", "Team", "Traffic", "View", "Workspace"]
