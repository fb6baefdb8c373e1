"""Reading many model files and documents for a corpus, each processor one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from piaflow.app.documents import DECISIONS, is_document, read_parts
from piaflow.app.findings import check
from piaflow.app.loading import list_sources
from piaflow.app.model import Model
from piaflow.corpus.tables import Kept, Refused, Told, tell_rows
from piaflow.domain.assessment import Assessment
from piaflow.errors import FileAccessError, InputError, ModelError, PiaflowError, tell_refusal
from piaflow.form.form import Form
from piaflow.rules.finding import Finding
from piaflow.workers import count_workers, start_workers

_FEW = 8
"""Files for which no other processor is started: that takes as long as reading some."""
Asked = TypeVar("Asked")
Found = TypeVar("Found")
Run = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]


@contextmanager
def working_on(count: int) -> Iterator[Run]:
    """Give what maps a function over many things, on all processors where there is work for them."""
    workers = count_workers(count)
    if count < _FEW or workers == 1:
        yield map
        return
    with start_workers(workers) as pool:
        yield lambda work, asked: pool.map(work, asked, chunksize=4)


def find_key(path: Path) -> str:
    """Return the key of a file's content: of its path and of all that it is read from, "" where it cannot be read."""
    from piaflow.source.limits import MOST_BYTES
    from piaflow.store.reading import read_bytes

    made_of = blake2b(path.as_posix().encode(), digest_size=16)
    try:
        for source in _list_sources(path):
            made_of.update(source.name.encode() + b"\0" + blake2b(read_bytes(source, MOST_BYTES)).digest())
    except (OSError, FileAccessError):
        return ""
    return made_of.hexdigest()


def _list_sources(path: Path) -> list[Path]:
    if is_document(path):
        return [path, *sorted(path.parent.glob(f"{path.stem}*{DECISIONS}"))]
    *own, _ = list_sources(path)  # the catalogue counts for all of them
    return own


def read_file(asked: tuple[Path, str]) -> list[Told | Refused]:
    """Return all assessments of a file, under its key; of one that cannot be read, why."""
    path, key = asked
    try:
        return list(_read_document(path, key) if is_document(path) else _read_model(path, key))
    except InputError as error:
        more = f"（ほか {len(error.problems) - 1} 件）" if len(error.problems) > 1 else ""
        return [Refused(str(path), f"{error.problems[0]}{more}")]
    except (PiaflowError, ModelError) as error:
        return [Refused(str(path), str(error).splitlines()[0])]
    except OSError as error:
        return [Refused(str(path), tell_refusal(error))]


def _read_model(path: Path, key: str) -> Iterator[Told]:
    from piaflow.store.load import load

    assessment = load(path)
    model = Model.of_loaded(assessment)
    yield _tell(assessment, key, str(path), model.form().form, list(check([assessment])))


def _read_document(path: Path, key: str) -> Iterator[Told]:
    from piaflow.source.opening import open_document

    source = open_document(path)
    for number, (name, document) in enumerate(read_parts(path, source), 1):
        own = f"{key}#{number}" if number > 1 else key
        yield _tell(document.assessment, own, name, document.reading.form, list(document.check()))


def _tell(model: Assessment, key: str, file: str, form: Form, findings: Iterable[Finding]) -> Told:
    fields = [
        {
            "address": str(cell.address),
            "label": form.label(cell),
            "subject": cell.subject,
            "text": cell.text,
            "origin": cell.origin.value,
        }
        for cell in form.cells
        if cell.text
    ]
    found = [
        {
            "rule": one.rule,
            "severity": one.severity.printed,
            "confidence": one.confidence.printed,
            "message": one.message,
            "key": one.key,
            "subjects": list(one.subjects),
        }
        for one in findings
    ]
    return tell_rows(model, key=key, file=file, text=write_model(model), fields=fields, findings=found)


def write_model(model: Assessment) -> str:
    """Return the text that a corpus keeps of a model: JSON, which is read faster than the same as YAML."""
    import json

    from piaflow.store.dumping import to_data

    return json.dumps(to_data(model), ensure_ascii=False)


def parse_model(text: str) -> Assessment:
    """Return the model of such a text."""
    from piaflow.store.load import parse

    return parse(text, "<corpus>")


def find_all(paths: Sequence[Path], known: frozenset[str], run: Run) -> Iterator[Told | Kept | Refused]:
    """Yield what each file holds, in the order of the files; what is known already stays unread."""
    by_file: dict[str, list[str]] = {}
    for key in known:
        by_file.setdefault(key.partition("#")[0], []).append(key)
    keys = dict(zip(paths, run(find_key, paths), strict=True))
    missing = [path for path in paths if keys[path] and keys[path] not in by_file]
    read = run(read_file, [(path, keys[path]) for path in missing])
    for path in paths:
        if not keys[path]:
            yield Refused(str(path), "読めません")
        elif keys[path] in by_file:
            yield Kept(str(path), tuple(by_file[keys[path]]))
        else:
            yield from next(read)


def list_corpus_files(folders: Sequence[str | Path]) -> list[Path]:
    """Return the model files and documents that folders hold, each once, sorted. Raises FileAccessError."""
    from piaflow.app.loading import list_assessments

    found: dict[Path, None] = {}
    for name in folders:
        folder = Path(name)
        if not folder.is_dir():
            raise FileAccessError(str(name), "フォルダーがありません")
        below = list_assessments(folder)
        if not below:
            raise FileAccessError(str(name), "モデルのファイル（.yaml）も評価書もありません")
        found.update(dict.fromkeys(below))
    return list(found)
