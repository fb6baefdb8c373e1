"""The child process that runs Graphviz: a frame of DOT bytes in, a frame of geometry (json0) out.

Started as a plain file (`python -I -S worker.py FOLDER`), so that it imports nothing of piaflow.
A frame is the length in 4 bytes, big-endian, and the bytes; an empty frame answers what Graphviz refused.
"""

from __future__ import annotations

import sys
from typing import IO

LENGTH_BYTES = 4


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame, None where the stream has ended."""
    head = stream.read(LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    body = stream.read(length)
    return body if len(body) == length else None


def write_frame(stream: IO[bytes], body: bytes) -> None:
    """Write one frame and flush it."""
    stream.write(len(body).to_bytes(LENGTH_BYTES, "big") + body)
    stream.flush()


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer frames until the source ends."""
    from pygraphviz import AGraph, DotError  # noqa: PLC0415  (only here is its folder on the path)

    while (dot := read_frame(source)) is not None:
        try:
            with AGraph(string=dot.decode()) as graph:
                answer = graph.draw(format="json0", prog="dot")
        except (DotError, ValueError, OSError):
            answer = b""
        write_frame(sink, answer)


if __name__ == "__main__":
    sys.path.append(sys.argv[1])
    serve(sys.stdin.buffer, sys.stdout.buffer)
