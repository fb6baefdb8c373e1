"""Starting a model: a commented model file with the national systems and norms, for a body to fill in."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path

from piaflow.app.arguments import read_path, refuse_no_text
from piaflow.app.model import Model
from piaflow.domain.choices import BodyKind, FormKind
from piaflow.domain.codes import find_code_fault as find_fault
from piaflow.domain.nodes import Party
from piaflow.errors import FileAccessError, UnknownNameError, WrongValueError, find_nearest
from piaflow.law.addresses import Address

FORMS = tuple(kind.value for kind in reversed(FormKind))
"""The forms that a starter may be written on, the one of a call that names none first."""
BODY_KINDS = tuple(kind.value for kind in BodyKind if kind is not BodyKind.UNKNOWN)

SCHEMA = "piaflow.schema.json"
"""The file into which `piaflow schema` is written for the models below its folder."""

_HEADINGS = (
    "# モデルの言葉にない欄。〔 〕を、評価書に書くことに書き換える。\n"
    "# 様式（form）を変えるなら、ここを消す（piaflow todo が空欄を並べる）。ファイルの名を変えるなら、ここでも変える。\n"
    "texts:\n"
)


def list_templates() -> tuple[str, ...]:
    """Return the names of the starters."""
    from piaflow.store.starters import find_templates

    return tuple(find_templates())


def new(  # noqa: PLR0913 - each by its name
    template: str,
    path: str | Path,
    *,
    body: str,
    form: str = FORMS[0],
    kind: str = "",
    code: str = "",
) -> Model:
    """Write a starter model of the body, its folder too, and return it. A file that is there is left as it is.

    Where `piaflow.schema.json` stands in its folder or one above, the first line names it for the YAML extensions of
    editors. What it holds and what is refused is as `write_starter` says. Raises FileAccessError.
    """
    from piaflow.store.load import parse
    from piaflow.store.writing import write_all

    file = read_path("new", path)
    text = _name_schema(file) + write_starter(template, body=body, form=form, kind=kind, code=code)
    model = Model.of_loaded(parse(text, str(file)))
    if file.exists():
        raise FileAccessError(str(file), "もうあります（上書きしません）")
    write_all({file: text.encode()}, make_folders=True)
    return model


def write_starter(template: str, *, body: str, form: str = FORMS[0], kind: str = "", code: str = "") -> str:
    """Return the text of a starter model of the body.

    `form` is the 様式 that it is written on (全項目評価書); `kind` and `code` (全国地方公共団体コード) go to the cover where
    they are given. Raises UnknownNameError for no template, form or kind, or WrongValueError for no code or no name.
    """
    from piaflow.store.starters import make_starter

    refuse_no_text("new", "body", body)
    _refuse_no_name(body)
    _refuse_unknown("評価書の種類", form, FORMS)
    _refuse_unknown("評価実施機関の種類", kind, ("", *BODY_KINDS))
    fault = find_fault(code)
    if fault:
        raise WrongValueError("code", fault.english, fault.japanese)
    return _add_headings(make_starter(template, body, FormKind(form), {"kind": kind, "code": code}))


def _refuse_no_name(body: str) -> None:
    """Refuse what no model can name its body: a text of several lines, or with what nobody sees in it."""
    try:
        Party(body)
    except WrongValueError as error:
        raise WrongValueError("body", error.what, error.japanese) from None


def _name_schema(model: Path) -> str:
    """Return the line by which an editor finds the JSON Schema of a model; "" where nobody has written one for it."""
    folder = model.absolute().parent
    near = next((above for above in (folder, *folder.parents) if (above / SCHEMA).is_file()), None)
    if near is None:
        return ""
    return f"# yaml-language-server: $schema={Path(os.path.relpath(near / SCHEMA, folder)).as_posix()}\n"


def tell_schema() -> str:
    """Return the JSON Schema of the model file, as an editor reads it."""
    from piaflow.store.schema import to_text

    return to_text()


def tells_kind(body: str) -> bool:
    """Return whether the name of a body says of what kind it is."""
    from piaflow.law.bodies import find_kind_of_name

    return find_kind_of_name(body).kind is not BodyKind.UNKNOWN


def find_code_fault(code: str) -> str:
    """Return what makes a text no 全国地方公共団体コード, "" where nothing does."""
    fault = find_fault(code)
    return fault.japanese if fault else ""


def _refuse_unknown(what: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise UnknownNameError(what, name, find_nearest(name, known) or "、".join(filter(None, known)))


def _add_headings(started: str) -> str:
    """Return a starter with a line for each field that the form asks and the model has no word for, by chapter.

    What to ask oneself before writing stands above it.
    """
    from piaflow.form.written import list_headings
    from piaflow.store.load import parse
    from piaflow.store.starters import read_questions

    a, questions = parse(started), read_questions()
    lines: list[str] = []
    for chapter, texts in groupby(list_headings(a), key=lambda text: text.address.partition(".")[0]):
        lines.append(f"  # {chapter}\n")
        for text in texts:
            question = questions.get(Address.parse(text.address, a.overview.form).field.full)
            lines += [f"  # 問: {question}\n"] if question else []
            lines.append(f"  {text.address}: {text.text}\n")
    return f"{started}\n{_HEADINGS}{''.join(lines)}"
