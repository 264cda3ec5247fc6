"""Tags in XML as the bytes that they are, for files of which all but a few bytes stay as they were."""

from __future__ import annotations

import re

_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")


def tag_at(content: bytes, first: int) -> bytes:
    """Return the tag that begins at a byte, to its end; nothing if none begins there."""
    match = _TAG.match(content, first)
    return match[0] if match else b""


def is_alone(tag: bytes) -> bool:
    """Whether a tag is its own end."""
    return tag.endswith(b"/>")
