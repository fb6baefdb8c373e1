"""A newer revision of a document put into the model file of a person.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from piaflow.app.documents import ReadDocument, is_document, make_key, read
from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.errors import FileAccessError, PiaflowError
from piaflow.form.updating.bench import Deviation
from piaflow.form.updating.update import Updated, update

if TYPE_CHECKING:
    from piaflow.store.load import Loaded


@frozen(repr=False)
class UpdateAnswer:
    """A model with what a newer revision of its document says: what is to be written, and what is left as it is."""

    path: Path
    document: ReadDocument
    before: ReadDocument | None
    updated: Updated

    @property
    def written(self) -> tuple[Deviation, ...]:
        """What the document says otherwise and the model takes."""
        return self.updated.written

    @property
    def left(self) -> tuple[Deviation, ...]:
        """What the document says otherwise and the model keeps, each with the reason."""
        return self.updated.left

    def save(self) -> None:
        """Write into the model file what changed, and nothing else. Raises FileAccessError; nothing is half-written."""
        from piaflow.store.save import revise

        if self.written:
            revise(self.updated.assessment, self.path)

    def to_text(self, *, is_written: bool = False) -> str:
        """Return both lists, each with both values and their lines; `is_written` says that the file has them."""
        from piaflow.report.as_text import to_text
        from piaflow.report.updated import Call, tell_updated

        before = self.before.path.name if self.before else ""
        call = Call(str(self.path), self.document.path.name, before, is_written)
        return to_text(tell_updated(call, self.updated))

    def __repr__(self) -> str:
        """Return which file it is, and how much changes."""
        return f"<Update {self.path.name}: {len(self.written)} written, {len(self.left)} left>"


def update_file(
    document: ReadDocument,
    path: Path,
    *,
    before: str = "",
    told: Callable[[str], object] = lambda _: None,
) -> UpdateAnswer:
    """Return a model file with what a newer revision of its document says; nothing is written yet.

    `before` is the earlier revision; without it the last document that the model names is taken, where it lies beside
    the model or beside the newer one. Raises FileAccessError, or InputError as loading does.
    """
    from piaflow.store.load import assemble, load_file

    loaded = load_file(path)
    if loaded.base is not None:
        raise FileAccessError(str(path), "変更ファイルには書き込めません（元のモデルを指定してください）")
    _refuse_other(loaded, document.assessment)
    earlier = read(before, told=told) if before else _find_before(loaded, document, told)
    has_texts = bool(loaded.assessment.texts)
    base = _tell(earlier, has_texts=has_texts) if earlier else None
    now = _tell(document, has_texts=has_texts)
    listed = "\n".join(cell.text for cell in document.reading.form.ask("Ⅰ.3"))
    updated = update(loaded.assessment, now, base, assemble, listed=listed)
    return UpdateAnswer(path, document, earlier, updated)


def _tell(document: ReadDocument, *, has_texts: bool) -> Assessment:
    """What a document tells: rows of 変更箇所 whole for a model that holds printed words, else in short as it has them."""
    told = document.assessment
    return told if has_texts else evolve(told, revisions=document.shortened.revisions)


def _refuse_other(loaded: Loaded, now: Assessment) -> None:
    """Refuse a document that is no revision of the model: of another form, or of another body and another procedure."""
    own = loaded.assessment
    if own.overview.form is not now.overview.form:
        what = f"様式が違います（モデルは{own.overview.form.value}、文書は{now.overview.form.value}）"
        raise FileAccessError(str(loaded.path), what)
    pairs = ((own.body, now.body), (own.procedure, now.procedure))
    if all(fold(mine) != fold(other) for mine, other in pairs):
        what = f"別の評価書です（モデルは{own.body}の{own.procedure}、文書は{now.body}の{now.procedure}）"
        raise FileAccessError(str(loaded.path), what)


def _find_before(
    loaded: Loaded, document: ReadDocument, told: Callable[[str], object]
) -> ReadDocument | None:
    """The last document that a model names and that lies at hand, but for the newer one itself; None where none does."""
    newer = document.path.resolve()
    for named in reversed(loaded.assessment.documents):
        for folder in (loaded.path.parent, document.path.parent):
            file = folder / named.file
            is_it = named.file and is_document(file) and file.is_file() and make_key(file) == named.key
            if is_it and file.resolve() != newer:
                try:
                    return read(file, told=told)
                except PiaflowError:
                    continue
    return None
