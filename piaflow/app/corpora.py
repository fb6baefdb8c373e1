"""Many assessments at once: building a corpus, opening it, and the answers that it gives.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from piaflow.app.arguments import read_day, read_path
from piaflow.app.doorway import remember_path
from piaflow.domain.items import NUMBER
from piaflow.errors import EngineError, FileAccessError, FormatError, MissingExtraError

if TYPE_CHECKING:
    from piaflow.corpus.building import Built
    from piaflow.corpus.engine import Engine
    from piaflow.corpus.opening import Corpus as Opened
    from piaflow.corpus.reaching import Reaching
    from piaflow.report.told import Told

_CODES = (
    "機関は全国地方公共団体コードか、全国に1つの名で1つとする。コードの表は2024年のもので、総務省の原典とは照らしていない",
    "名の同じ主体で、コードも全国に1つの名もないものは、1つとも別とも決めない（届きうるとする）",
)


DUCKDB = "duckdb"
_SPARK = re.compile(r"(spark|k8s)://.+|yarn|local(\[(\d+|\*)\])?")
"""What Spark calls a master."""


def _need_packages(engine: str = DUCKDB) -> None:
    if not all(map(find_spec, ("ibis", "pyarrow", "duckdb", "scipy"))):
        raise MissingExtraError("コーパスを扱う", "corpus")
    if engine == DUCKDB:
        return
    if not _SPARK.fullmatch(engine):
        raise EngineError(
            engine,
            f"エンジンではありません。{DUCKDB} か、Spark の master（spark://host:7077、local[2] など）です",
        )
    if not all(map(find_spec, ("pyspark", "pandas"))):
        raise MissingExtraError("Spark でコーパスにたずねる", "spark")


@frozen(eq=False, slots=False, repr=False)
class CorpusAnswer:
    """An answer of a corpus: `tables` are Arrow tables (`.to_pandas()`, `polars.from_arrow(…)`), `table` is the main one."""

    title: str
    lines: tuple[str, ...]
    tables: Mapping[str, Any]
    assumes: tuple[str, ...] = ()
    headings: Mapping[str, str] = {}

    @property
    def table(self) -> Any:
        """The main table."""
        return next(iter(self.tables.values()))

    def to_dict(self) -> dict[str, Any]:
        """Return `{title, lines, assumes, <table>: rows …}`."""
        told = {name: table.to_pylist() for name, table in self.tables.items()}
        return {"title": self.title, "lines": list(self.lines), "assumes": list(self.assumes), **told}

    def to_json(self) -> str:
        """Return the JSON text of `to_dict`."""
        from piaflow.report.as_json import to_json

        return to_json(self.to_dict())

    def to_text(self) -> str:
        """Return the answer in words, of long tables their first rows."""
        from piaflow.report.as_text import to_text

        return to_text(self._tell())

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return the answer as a page."""
        from piaflow.report.as_markdown import to_markdown

        return to_markdown(self._tell(), level=level)

    def _tell(self) -> Told:
        from piaflow.report.corpus import Answer, tell_corpus

        tables = tuple(
            (self.headings.get(name, name), table.to_pylist()) for name, table in self.tables.items()
        )
        return tell_corpus(Answer(self.title, self.lines, tables, self.assumes))

    def save(self, path: str | Path) -> None:
        """Write the answer (json, md) or its main table (parquet, csv). Raises FormatError or FileAccessError."""
        from piaflow.corpus.frames import to_csv, to_parquet
        from piaflow.store.writing import write

        file = read_path("save", path)
        formats: Mapping[str, Callable[[], bytes]] = {
            "json": lambda: self.to_json().encode(),
            "md": lambda: self.to_markdown().encode(),
            "parquet": lambda: to_parquet(self.table),
            "csv": lambda: to_csv(self.table),
        }
        fmt = file.suffix.removeprefix(".").lower()
        if fmt not in formats:
            raise FormatError(fmt, tuple(formats))
        write(file, formats[fmt]())

    def __repr__(self) -> str:
        """Return the answer in words."""
        return self.to_text()


@frozen(eq=False, slots=False, repr=False)
class Corpus:
    """Many assessments, opened from the folder of a corpus; nothing is read of it before it is asked for."""

    opened: Opened
    engine: str = DUCKDB

    @cached_property
    def _engine(self) -> Engine:
        from piaflow.corpus.engine import Engine

        if self.engine == DUCKDB:
            return Engine(self.opened)
        from piaflow.corpus.spark import connect_spark

        return Engine(self.opened, connect_spark(self.engine))

    def __len__(self) -> int:
        """How many assessments there are."""
        return len(self.opened.manifest.keys)

    @property
    def broken(self) -> tuple[tuple[str, str], ...]:
        """The files that could not be read when it was built, and why."""
        return tuple((one.file, one.what) for one in self.opened.manifest.broken)

    @property
    def _assumes(self) -> tuple[str, ...]:
        candidates = len(self.opened.graph.columns.items["candidates"])
        told = [f"同じ名の主体で、1つかもしれないもの: {candidates:,} 組"] if candidates else []
        pairs = self.opened.graph.columns.items["pairs"]
        told += [f"名の違うシステムで、同じものかもしれないもの: {pairs:,} 組"] if pairs else []
        told += [f"読めずに入っていないファイル: {len(self.broken):,}"] if self.broken else []
        return (*_CODES, *told)

    def trace(self, item: str, *, start: str | Sequence[str] = (), to: str = "") -> CorpusAnswer:
        """Return which bodies the item gets to, the surest first; with `to`, how it gets to what is called so, or stops.

        It means what `piaflow.trace` of the joined models means. A name that documents have for several things stands
        for all of them. Raises UnknownNameError.
        """
        from piaflow.corpus.reaching import reach_all, tell_bodies

        graph = self.opened.graph
        names = (start,) if isinstance(start, str) and start else tuple(start)
        starts = tuple(dict.fromkeys(label for name in names for label in graph.list_called(name)))
        ends = graph.list_called(to) if to else ()
        reaching = reach_all(graph, item, starts)
        begins = f"始まる所: {_list_some(starts) or '項目が入る所のすべて'}"
        if to:
            return self._tell_ends(reaching, to, ends, begins)
        return CorpusAnswer(
            f"「{reaching.trace.item}」が届く・届きうる機関",
            (*self._count(reaching), begins),
            {"bodies": tell_bodies(graph, reaching)},
            self._assumes,
            {"bodies": "届く・届きうる機関"},
        )

    def _count(self, reaching: Reaching) -> tuple[str, ...]:
        counts = [int((reaching.nodes == how).sum()) for how in (2, 1, 0)]
        words = zip(("届く", "届きうる", "届かない"), counts, strict=True)
        told = "、".join(f"{word} {count:,}" for word, count in words)
        return (f"{len(self):,} 件の評価書の {len(reaching.nodes):,} の所のうち、{told}",)

    def _tell_ends(self, reaching: Reaching, to: str, ends: Sequence[str], begins: str) -> CorpusAnswer:
        """Tell of each thing that is called so how the item gets there; of many without the ways, which take long."""
        from piaflow.corpus.frames import make_table
        from piaflow.report.trace import tell_assumed

        graph, few = self.opened.graph, len(ends) <= _WAYS
        rows: list[dict[str, Any]] = []
        for node in map(reaching.trace.node, ends):
            row: dict[str, Any] = {
                "reach": node.reach.value,
                "node": node.name,
                "documents": graph.list_documents(node.name),
                "as": list(node.as_items),
                "possibly": list(node.possibly_as),
            }
            if few:
                cut = [f"{stop.flow or '（ファイルへの記録）'}: {stop.why.value}" for stop in node.cut]
                row |= {"path": list(node.path), "open_flows": node.open_flows, "cut": [*dict.fromkeys(cut)]}
                row |= {"assumed": list(tell_assumed(reaching.trace, node))}
            rows.append(row)
        rows.sort(key=lambda row: (("definite", "possible", "none").index(row["reach"]), row["node"]))
        counts = {word: sum(row["reach"] == key for row in rows) for key, word in _REACHES.items()}
        told = "、".join(f"{word} {count:,}" for word, count in counts.items())
        lines = [f"「{to}」と書かれる所 {len(rows):,} のうち、{told}", begins]
        lines += [] if few else [f"所が {_WAYS} を超えるので、道筋と止まる流れは示さない（名を選ぶと示す）"]
        return CorpusAnswer(
            f"「{reaching.trace.item}」は「{to}」に届くか",
            tuple(lines),
            {"nodes": make_table(rows)},
            self._assumes,
            {"nodes": f"「{to}」と書かれる所"},
        )

    def find(self, question: str, *, words: str = "", on: date | str | None = None) -> CorpusAnswer:
        """Return the answer to a question of `QUESTIONS`, or the rows of a table, of those in which `words` stand.

        Raises UnknownNameError or WrongCallError.
        """
        from piaflow.corpus.finding import QUESTIONS, find

        day = read_day("Corpus.find", on)
        found = find(self._engine, question, words=words, on=day)
        known = QUESTIONS.get(question)
        assumes = (known.assumes,) if known and known.assumes else ()
        holding = (f"「{words}」を含む行だけ",) if words else ()
        title = known.told if known else question
        return CorpusAnswer(
            title, (f"{len(self):,} 件の評価書", *holding), {"rows": found}, assumes, {"rows": title}
        )

    def impact(self, *, system: str = "", norm: str = "", item: str = NUMBER) -> CorpusAnswer:
        """Return whom the change of a system, or of a place of a law, touches and reaches.

        Raises UnknownNameError, or WrongCallError where not one of both is asked.
        """
        from piaflow.corpus.impacts import find_norm_impact, find_system_impact
        from piaflow.errors import WrongCallError

        if bool(system) is bool(norm):
            raise WrongCallError("Corpus.impact", "name either system or norm")
        if norm:
            by_body, by_text = find_norm_impact(self._engine, norm)
            title = f"「{norm}」が変わると、引用を見直す機関"
            tables = {"bodies": by_body, "texts": by_text}
            headings = {"bodies": "引用する機関", "texts": "引用の印字"}
            return CorpusAnswer(title, (f"{len(self):,} 件の評価書",), tables, (_OF_NORMS,), headings)
        found = find_system_impact(self._engine, self.opened.graph, system, item)
        return CorpusAnswer(
            f"「{system}」が変わると、かかわる機関",
            (
                f"「{system}」と書かれる所 {len(found.names):,}: {_list_some(found.names)}",
                *self._count(found.reaching),
            ),
            {"touched": found.touched, "reached": found.reached},
            self._assumes,
            {"touched": f"{system}を書く機関", "reached": f"そこにある{item}が届く・届きうる機関"},
        )

    def save_page(self, folder: str | Path, *, on: date | str | None = None) -> int:
        """Write a page of the nation into a folder: index.html, and pieces that it loads when they are asked for.

        It is read from a file or a server alike, and from nowhere else. Return how many files it is.
        `on` is the day of which bases are judged. Raises FileAccessError or WrongCallError.
        """
        from piaflow.app.corpus_pages import Known, save_page
        from piaflow.corpus.finding import QUESTIONS
        from piaflow.corpus.overview import see_nation

        root = read_path("Corpus.save_page", folder)
        day = read_day("Corpus.save_page", on) or date.today()  # noqa: DTZ011 - a day, as the law counts
        answers = {"reach": self.trace(NUMBER)} | {name: self.find(name, on=day) for name in QUESTIONS}
        known = Known(
            stamp=self.opened.manifest.joined,
            documents=len(self),
            broken=len(self.broken),
            assumes=(*self._assumes, f"根拠の効力は {day.isoformat()} の時点で見る"),
            findings=Counter(self.find("findings").table.column("document").to_pylist()),
            tables={name: (answer.title, answer.table) for name, answer in answers.items()},
        )
        return save_page(known, see_nation(self._engine), root)

    def __repr__(self) -> str:
        """Return how many assessments it holds."""
        return f"<Corpus of {len(self):,} assessments>"


_SHOWN = 10
"""Names in one line of words."""
_WAYS = 50
"""Places of which the ways are told."""
_REACHES = {"definite": "届く", "possible": "届きうる", "none": "届かない"}
_OF_NORMS = "印字された引用だけを数える。引用のない事務がその法令によらないとは言えない"


def _list_some(names: Sequence[str]) -> str:
    return "、".join(names[:_SHOWN]) + (f" ほか {len(names) - _SHOWN:,}" if len(names) > _SHOWN else "")


def open_corpus(folder: str | Path, *, engine: str = DUCKDB) -> Corpus:
    """Return the corpus of a folder that `build_corpus` wrote.

    `engine` asks its tables (`find`, `impact`): DuckDB in this process, or the master of an Apache Spark, such as
    "spark://host:7077" or "local[2]"; it is started when it is first asked. The answers are the same.
    Raises FileAccessError where it is none, not whole, or of another version of piaflow, and EngineError.
    """
    root = read_path("open_corpus", folder)
    _need_packages(engine)
    from importlib.metadata import version

    from piaflow.app.corpus_reading import parse_model
    from piaflow.corpus.opening import open_corpus as open_folder

    corpus = open_folder(root, version("piaflow"), parse_model)
    for file in root.rglob("*"):
        remember_path(file)
    return Corpus(corpus, engine)


def build_corpus(
    folders: Sequence[str | Path], output: str | Path, *, told: Callable[[str], object] = lambda _: None
) -> Built:
    """Read all models and documents of some folders into the folder of a corpus, and say what was read.

    What did not change since the last build, stopped or not, is not read again; a file that cannot be read is
    listed, and the rest goes on. `told` hears how far it is, in Japanese. Raises FileAccessError.
    """
    root = read_path("build_corpus", output)
    _need_packages()
    from hashlib import blake2b
    from importlib.metadata import version

    from piaflow.app.corpus_reading import find_all, list_corpus_files, parse_model, working_on
    from piaflow.corpus.building import Building
    from piaflow.corpus.shelf import Stamp, held
    from piaflow.store.catalogue import find_catalogue_file

    if root.exists() and not root.is_dir():
        raise FileAccessError(str(root), "フォルダーではありません")
    paths = list_corpus_files(folders)
    paths = [path for path in paths if not path.is_relative_to(root)]
    catalogue = blake2b(find_catalogue_file().read_bytes(), digest_size=16).hexdigest()
    step = max(1, len(paths) // 20)
    with held(root), working_on(len(paths)) as run:
        told(f"{len(paths):,} 件のうち、前から変わったものを調べています")
        building = Building(root, Stamp(version("piaflow"), catalogue))
        for done, found in enumerate(find_all(paths, building.known, run), 1):
            building.take(found)
            if done % step == 0:
                told(f"{done:,}/{len(paths):,} 件を読みました")
        told("評価書をつないでいます")
        return building.finish(lambda texts: list(run(parse_model, texts)))
