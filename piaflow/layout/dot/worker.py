"""The child process that runs Graphviz: a frame of DOT bytes in, a frame of geometry (json0) out.

Started as a plain file (`python -I -S worker.py FOLDER SECONDS`), so that it imports nothing of piaflow.
A frame is the length in 4 bytes, big-endian, and the bytes; an empty frame answers what Graphviz refused.

Graphviz lets no Python run beside it, no thread and no handler of a signal. So that the child does not work on
for a caller who was killed, the system itself ends it: at once where it tells of a pipe that was let go of
(Linux), everywhere after the SECONDS in which a caller would have lost patience.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import select
import signal
import sys
from collections.abc import Iterator
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

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


def serve(source: IO[bytes], sink: IO[bytes], patience: float) -> None:
    """Answer frames until the source ends."""
    from pygraphviz import AGraph, DotError  # noqa: PLC0415  (only here is its folder on the path)

    while (dot := read_frame(source)) is not None:
        try:
            with _ending_with(source, patience), AGraph(string=dot.decode()) as graph:
                answer = graph.draw(format="json0", prog="dot")
        except (DotError, ValueError, OSError):
            answer = b""
        write_frame(sink, answer)


@contextlib.contextmanager
def _ending_with(source: IO[bytes], patience: float) -> Iterator[None]:
    """End this process where the caller goes while it lasts; the caller sends nothing before it has the answer."""
    faulthandler.dump_traceback_later(patience, exit=True)
    tells = hasattr(fcntl, "F_SETSIG")
    if tells:
        _let_hang_up_end(source.fileno())
    try:
        yield
    finally:
        if tells:
            fcntl.fcntl(source, fcntl.F_SETFL, fcntl.fcntl(source, fcntl.F_GETFL) & ~os.O_ASYNC)
        faulthandler.cancel_dump_traceback_later()


def _let_hang_up_end(pipe: int) -> None:
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGTERM)
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    now = select.poll()
    now.register(pipe, 0)
    if now.poll(0):  # it was let go of before anybody listened
        sys.exit()


if __name__ == "__main__":
    sys.path.append(sys.argv[1])
    serve(sys.stdin.buffer, sys.stdout.buffer, float(sys.argv[2]))
