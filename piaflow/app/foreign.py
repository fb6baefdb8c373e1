"""Code of a project's own, at arm's length: what it raises is its mistake, what it prints is told as its words."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

import attrs
from attrs import frozen

from piaflow.errors import InputError, Place, PlacedProblem, clip
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Finding, Hit
from piaflow.rules.rule import Rule

T = TypeVar("T")


class _Ears(io.StringIO):
    """What is printed meanwhile, also by code that closes what it prints to."""

    def close(self) -> None:
        """Stay open."""


@frozen
class Foreign:
    """The code that a configuration file names; `hear` gets what it prints, which is no part of our answer.

    It runs in our process: Ctrl-C ends it, and so would a KeyboardInterrupt that it raises itself. Anything
    else that it raises is a problem of the file, whatever kind of exception that is; so is leaving by os._exit.
    """

    file: str
    hear: Callable[[str], None]

    def run(self, who: str, failed: str, ask: Callable[[], T]) -> T:
        """Return what `ask` does. Raises InputError: `who` `failed`, and why."""
        ears = _Ears()
        try:
            with contextlib.redirect_stdout(ears), contextlib.redirect_stderr(ears), _kept_running():
                return ask()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            what = f"{who}{failed}（{_tell(error)}）"
            raise InputError((PlacedProblem(Place(self.file), what),)) from error
        finally:
            said = ears.getvalue().rstrip("\n")
            if said:
                self.hear("\n".join(f"{who}の出力: {line}" for line in said.split("\n")))

    def take(self, rule: Rule) -> Rule:
        """Return a rule as a plain one that cannot end the command. Reads every field: to be called in `run`."""
        told: dict[str, Any] = {a.name: getattr(rule, a.name) for a in attrs.fields(Rule)}
        plain = Rule(**told)
        who, failed = f"規則「{plain.name}」", "が途中で止まりました"

        def find(dossier: Dossier) -> Sequence[Hit]:
            return self.run(who, failed, lambda: _take_hits("find", plain.find(dossier)))

        def review(dossier: Dossier, found: Sequence[Finding]) -> Sequence[Hit]:
            return self.run(who, failed, lambda: _take_hits("review", plain.review(dossier, found)))

        return attrs.evolve(plain, find=find, review=review)


@contextlib.contextmanager
def _kept_running() -> Iterator[None]:
    """Meanwhile os._exit raises as sys.exit does: it would end the command without a word, as if all were well."""
    end, here = os._exit, os.getpid()

    def leave(status: int) -> NoReturn:
        if os.getpid() != here:  # a child of its own ends as it likes
            end(status)
        raise SystemExit(status)

    os._exit = leave
    try:
        yield
    finally:
        os._exit = end


def _take_hits(asked: str, answer: Any) -> tuple[Hit, ...]:
    """Return the hits of an answer, read to its end: a generator runs only now. Raises TypeError."""
    hits = tuple(answer)
    for hit in hits:
        if type(hit) is not Hit:
            msg = f"{asked} gives {clip(repr(hit))}, which is no Hit"
            raise TypeError(msg)
    return hits


def _tell(error: BaseException) -> str:
    """Return the kind of the error and what it says, as far as it can say it."""
    try:
        said = str(error)
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - an error that cannot even be told is told by its kind
        said = ""
    return clip(" ".join(f"{type(error).__name__}: {said}".split()), 300)
