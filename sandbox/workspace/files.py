"""Files as Slack keeps them: an address to send bytes to, then the bytes, then a message that shows them."""

import secrets
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class File:
    """`key` is the secret of its address. `content` is none until its bytes came; it is `shared` once, by a message."""

    id: str
    name: str
    length: int
    user: str
    key: str = field(default_factory=lambda: secrets.token_hex(12))
    title: str = ""
    content: bytes | None = None
    shared: bool = False

    def describe(self, base_url: str) -> Json:
        """The file object of a message."""
        address = f"{base_url}/files/{self.key}/{self.name}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "size": self.length,
            "user": self.user,
            "mode": "hosted",
            "url_private": address,
            "url_private_download": address,
        }
