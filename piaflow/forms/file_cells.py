"""What a model writes into Ⅱ for a file, and into the list of its 記録項目."""

from __future__ import annotations

from collections.abc import Callable

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count
from piaflow.domain.nodes import File
from piaflow.domain.span import Span
from piaflow.forms import texts
from piaflow.forms.form import Filled
from piaflow.forms.texts import choice, lines

OfFile = Callable[[Assessment, File], Filled]


def _fact(tell: Callable[[File], str], spans: Callable[[File], tuple[Span, ...]]) -> OfFile:
    def cell(_: Assessment, file: File) -> Filled:
        text = tell(file)
        return Filled(text, spans(file) if text else ())

    return cell


def _of_file(tell: Callable[[File], str]) -> OfFile:
    return _fact(tell, lambda file: file.spans)


def _of_acquisition(tell: Callable[[File], str]) -> OfFile:
    return _fact(tell, lambda file: file.acquisition.spans)


def _of_use(tell: Callable[[File], str]) -> OfFile:
    return _fact(tell, lambda file: file.use.spans)


def _of_storage(tell: Callable[[File], str]) -> OfFile:
    return _fact(tell, lambda file: file.storage.spans)


name = _of_file(lambda f: f.name)
kind = _of_file(lambda f: choice(f.kind))
subjects = _of_file(lambda f: choice(f.subjects))
scope = _of_file(lambda f: f.scope)
band = _of_file(lambda f: choice(f.band))
main_items = _of_file(lambda f: texts.main_items(f.main_items))
held_since = _of_file(lambda f: f.held_since)
department = _of_file(lambda f: f.department)
records = _of_file(
    lambda f: lines([*f.records.names, "" if f.records.complete else "等"] if f.records.names else [])
)

sources = _of_acquisition(lambda f: texts.sources(f.acquisition.sources))
means = _of_acquisition(lambda f: texts.means(f.acquisition.means))
timing = _of_acquisition(lambda f: lines(f.acquisition.timing))
justification = _of_acquisition(lambda f: f.acquisition.justification)
notice = _of_acquisition(lambda f: f.acquisition.notice)

purpose = _of_use(lambda f: f.use.purpose)
use_departments = _of_use(lambda f: lines(f.use.departments))
users = _of_use(lambda f: choice(f.use.users))
methods = _of_use(lambda f: lines(f.use.methods))
matching = _of_use(lambda f: lines(f.use.matching))
statistics = _of_use(lambda f: f.use.statistics)
decisions = _of_use(lambda f: f.use.decisions)
used_since = _of_use(lambda f: f.use.since)

places = _of_storage(lambda f: lines([*f.storage.places, *_located(f)]))
period = _of_storage(lambda f: choice(f.storage.period))
period_justification = _of_storage(lambda f: f.storage.justification)
deletion = _of_storage(lambda f: lines(f.storage.deletion))


def _located(file: File) -> tuple[str, ...]:
    """Where a model names systems and zones of 保管, they are said too: a move shows in the form."""
    told = (("システム", file.storage.systems), ("領域", file.storage.zones))
    return tuple(f"（{what}: {'、'.join(names)}）" for what, names in told if names)


def _count(file: File, kind: CountKind) -> Count | None:
    return next((count for count in file.counts if count.kind is kind), None)


def entrusted(_: Assessment, file: File) -> Filled:
    """委託の有無."""
    count = _count(file, CountKind.ENTRUSTMENTS)
    text = texts.done(count, "委託")
    return Filled(text, count.spans if count and text else ())


def handed_over(_: Assessment, file: File) -> Filled:
    """提供・移転の有無."""
    counts = [(_count(file, k), k.value) for k in (CountKind.PROVISIONS, CountKind.TRANSFERS)]
    text = lines(texts.done(count, verb) for count, verb in counts)
    return Filled(text, tuple(s for c, _kind in counts if c for s in c.spans) if text else ())
