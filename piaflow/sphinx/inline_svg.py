"""An SVG file as part of an HTML page: ids that no other picture has, and a name for screen readers."""

from __future__ import annotations

import re
from html import escape

_DECLARATION = re.compile(r"<\?xml[^>]*\?>\s*")
_TAG = re.compile(r"<\w[^>]*>")
_ID = re.compile(r'(?<= id=")')
_NAME = re.compile(r"<title>[^<]*</title><desc>")


def to_inline(svg: str, prefix: str, alt: str) -> str:
    """Return the picture with `prefix` before each id, named by `alt` and described by its counts."""
    bare = _TAG.sub(lambda tag: _ID.sub(f"{prefix}-", tag[0]), _DECLARATION.sub("", svg))
    name = f'<title id="{prefix}-title">{escape(alt)}</title><desc id="{prefix}-desc">'
    named = _NAME.sub(lambda _: name, bare, count=1)
    labels = f'<svg aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc"'
    return named.replace("<svg", labels, 1)
