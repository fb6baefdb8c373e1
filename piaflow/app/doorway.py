"""What every door does with words and files: nothing hidden reaches a reader, and no input is written over."""

from __future__ import annotations

from pathlib import Path

from piaflow.domain.visible import reveal
from piaflow.errors import InputError, PiaflowError
from piaflow.store.reading import refuse_missing, remember_path, remembering_inputs
from piaflow.store.writing import write

__all__ = ["list_problems", "put", "refuse_missing", "remember_path", "remembering_inputs", "reveal"]


def put(path: str | Path, content: str | bytes) -> None:
    """Write a file, nothing hidden in a text. Raises FileAccessError, also where the call has read this very file."""
    write(path, reveal(content).encode() if isinstance(content, str) else content)


def list_problems(error: PiaflowError) -> list[str]:
    """Return what an error says, problem by problem, nothing hidden in it."""
    told = error.problems if isinstance(error, InputError) else (error,)
    return [reveal(str(problem)) for problem in told]
