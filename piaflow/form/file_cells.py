"""What a model writes into Ⅱ for a file, and into the list of its 記録項目."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count
from piaflow.domain.nodes import File
from piaflow.domain.span import Span, collect_spans
from piaflow.form import texts
from piaflow.form.form import Filled
from piaflow.form.texts import Boxes, choice, fill, lines

OfFile = Callable[[Assessment, File], Filled]


def _fact(tell: Callable[[File], str | Boxes], spans: Callable[[File], tuple[Span, ...]]) -> OfFile:
    def cell(_: Assessment, file: File) -> Filled:
        return fill(tell(file), spans(file))

    return cell


def _of_file(tell: Callable[[File], str | Boxes]) -> OfFile:
    return _fact(tell, lambda file: file.spans)


def _of_acquisition(tell: Callable[[File], str | Boxes]) -> OfFile:
    return _fact(tell, lambda file: file.acquisition.spans)


def _of_use(tell: Callable[[File], str | Boxes]) -> OfFile:
    return _fact(tell, lambda file: file.use.spans)


def _of_storage(tell: Callable[[File], str | Boxes]) -> OfFile:
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
    """Systems and zones of 保管 that the sentences do not name are said too: a move shows in the form."""
    told = "".join(file.storage.places)
    named = (("システム", file.storage.systems), ("領域", file.storage.zones))
    missing = ((what, [name for name in names if name not in told]) for what, names in named)
    return tuple(f"（置く{what}: {'、'.join(names)}）" for what, names in missing if names)


_HANDOVERS = (CountKind.PROVISIONS, CountKind.TRANSFERS)


def _counts(file: File, *kinds: CountKind) -> list[Count]:
    return [count for kind in kinds for count in file.counts if count.kind is kind]


def entrusted(_: Assessment, file: File) -> Filled:
    """委託の有無."""
    count = next(iter(_counts(file, CountKind.ENTRUSTMENTS)), None)
    return fill(texts.entrusted(count), count.spans if count else ())


def handed_over(_: Assessment, file: File) -> Filled:
    """提供・移転の有無."""
    counts = _counts(file, *_HANDOVERS)
    return _of_counts(texts.handed_over(counts), counts)


def not_entrusted(_: Assessment, file: File) -> Filled:
    """The mark of Ⅲ.4: ［○］委託しない, empty where it is done or not known."""
    counts = _counts(file, CountKind.ENTRUSTMENTS)
    none = any(count.done is Certainty.NO for count in counts)
    return _of_counts("［○］委託しない" if none else "", counts)


def not_handed_over(_: Assessment, file: File) -> Filled:
    """The mark of Ⅲ.5: ［○］提供・移転しない, empty where it is done or not known."""
    counts = _counts(file, *_HANDOVERS)
    return _of_counts("［○］提供・移転しない" if texts.does_not(counts) else "", counts)


def _of_counts(text: str, counts: Sequence[Count]) -> Filled:
    """What is done is told, though it leaves a mark empty."""
    told = bool(text) or any(count.done is Certainty.YES or count.count > 0 for count in counts)
    return Filled(text, collect_spans(counts) if told else (), told)


def not_connected(a: Assessment, _: File) -> Filled:
    """The marks of Ⅲ.6: ［○］接続しない, empty where the network is used or that is not known."""
    marks = lines(f"［○］接続しない（{way}）" for way in ("入手", "提供"))
    text = marks if a.overview.network is Certainty.NO else ""
    told = a.overview.network is not Certainty.UNKNOWN
    return Filled(text, a.overview.spans if told else (), told)
