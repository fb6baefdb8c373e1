"""Errors of wrong calls and unreadable input: attrs values whose text is one clear line per problem.

PiaflowError
├── ModelError          the values contradict themselves (every problem at once)
│   └── InputError      the same, each problem placed at file:line:column
├── WrongValueError     a field of a value got what it does not take (a ValueError)
├── WrongCallError      a call got what it does not take (a TypeError)
├── UnknownNameError    a name that the model does not hold (a LookupError)
├── ChoiceNeededError   several things answer, and none was named
├── FileAccessError     a path that cannot be read or written
├── EngineError         an engine of a corpus that cannot be started or reached
├── FormatError         an output format that does not exist
├── MissingExtraError   a part of piaflow that is installed only on demand is not (an ImportError)
└── RenderError         the layout engine failed, or its picture is not the model's
"""

from __future__ import annotations

import contextlib
import difflib
import errno
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from attrs import define, frozen

Where = tuple[str | int, ...]
MOST_EQUAL = 3
"""So many equal problems are told place by place; one more is too, since a line that counts it is no shorter."""


def find_nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name nearest to `name`, or "" where none is near or what was given is no name."""
    if not isinstance(name, str):
        return ""
    names = list(dict.fromkeys(known))
    found = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if found:
        return found[0]
    containing = [k for k in names if name and (name in k or k in name)]
    return min(containing, key=len, default="")


def clip(text: str, most: int = 200) -> str:
    """Return a text short enough for one line of a message: a long one with its middle left out."""
    return text if len(text) <= most else f"{text[: most // 2]}…（{len(text):,}字）…{text[-most // 4 :]}"


def in_one_line(text: str) -> str:
    """Return a message in which a line feed of a name or path is shown by its number, as hidden characters are."""
    return text.replace("\n", "‹U+000A›")


def hint(name: str, known: Iterable[str]) -> str:
    """Return `（もしかして: …）` with the known name nearest to `name`, or "" where none is near."""
    nearest = find_nearest(name, known)
    return f"（もしかして: {nearest}）" if nearest else ""


@define
class Advisor:
    """Gives the nearest right names for the many wrong ones of one text.

    Nobody reads the thousandth guess, and each costs a look at every right name: when the looks are used up,
    it gives none.
    """

    looks: int = 20_000

    def hint(self, name: str, known: Collection[str]) -> str:
        """Return the hint for one wrong name, "" where none is near or the looks are used up."""
        self.looks, left = self.looks - len(known), self.looks
        return hint(name, known) if left > 0 else ""


_REFUSALS = {
    errno.ENOENT: "フォルダーがありません",
    errno.ENOTDIR: "途中の名前がフォルダーではありません",
    errno.EISDIR: "フォルダーです",
    errno.EACCES: "許されていません",
    errno.EPERM: "許されていません",
    errno.ELOOP: "リンクが輪になっています",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.ENOSPC: "書く場所がもうありません",
    errno.EROFS: "読むだけの場所です",
    errno.EPIPE: "読み手がいなくなりました",
    errno.EIO: "装置が読み書きに失敗しました",
    errno.ENXIO: "受け取る相手がいません",
    errno.ENODEV: "装置がありません",
    errno.EBADF: "開いていません",
    errno.EBUSY: "使われています",
    errno.ETXTBSY: "使われています",
    errno.EAGAIN: "今は使えません",
    errno.EEXIST: "もうあります",
    errno.EINVAL: "この場所ではできません",
    errno.EFBIG: "大きすぎます",
    errno.EDQUOT: "割り当てられた場所がもうありません",
    errno.ENOMEM: "記憶がもう足りません",
    errno.EMFILE: "開いているファイルが多すぎます",
    errno.ENFILE: "開いているファイルが多すぎます",
    errno.ESRCH: "もうありません",
    errno.ESTALE: "もうありません",
    errno.ETIMEDOUT: "返事がありません",
    errno.EOPNOTSUPP: "この場所ではできません",
}
_BY_CLASS: dict[type[OSError], int] = {
    FileNotFoundError: errno.ENOENT,
    NotADirectoryError: errno.ENOTDIR,
    IsADirectoryError: errno.EISDIR,
    PermissionError: errno.EACCES,
}


def tell_refusal(error: OSError) -> str:
    """Return why the machine refuses a path, in Japanese; its own name of the error where that is a rare one."""
    code = error.errno or _BY_CLASS.get(type(error), 0)
    named = errno.errorcode.get(code, type(error).__name__)
    return _REFUSALS.get(code) or f"{named}: {error.strerror or error}"


@frozen
class Problem:
    """One thing that is wrong: where in the values (field names and keys), and what, in Japanese."""

    where: Where
    what: str


@define
class PiaflowError(Exception):
    """Every error that piaflow raises on purpose."""


@define
class ModelError(PiaflowError):
    """The values do not make an assessment. `problems` holds all of them."""

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """One line per problem: `place: what`."""
        return "\n".join(f"{'.'.join(map(str, p.where)) or 'assessment'}: {p.what}" for p in self.problems)


@frozen
class Fault:
    """What is wrong with a value, and what is right: for who writes Python, and for who writes a model file."""

    english: str
    japanese: str


@define
class WrongValueError(PiaflowError, ValueError):
    """A value got something that its field does not take. `where` is the field (`Flow.kind`).

    `japanese` is the same for the reader of a model file, "" where a model file cannot say such a thing.
    """

    where: str
    what: str
    japanese: str = ""

    def __str__(self) -> str:
        """The field, what it got, and the nearest right value."""
        return f"{self.where}: {self.what}"


@define
class WrongCallError(PiaflowError, TypeError):
    """A call got something that it does not take. `call` is what was called (`trace`)."""

    call: str
    what: str

    def __str__(self) -> str:
        """The call, what it got, and what is right."""
        return f"{self.call}: {self.what}"


@frozen
class Place:
    """A place in a text file. Lines and columns count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`file:line:column`, as editors and CI understand it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@frozen
class PlacedProblem:
    """A problem with its place in a file."""

    place: Place
    what: str

    def __str__(self) -> str:
        """`file:line:column: what`, in one line."""
        return in_one_line(f"{self.place}: {self.what}")


@define
class InputError(PiaflowError):
    """A file cannot be read as a model. `problems` holds all of them, in the order of the lines."""

    problems: tuple[PlacedProblem, ...]

    def __str__(self) -> str:
        """One line per problem: `file:line:column: what`; of equal ones the first, with how many others there are."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        count, told = Counter(problem.what for problem in self.problems), Counter[str]()
        for problem in self.problems:
            told[problem.what] += 1
            rest = count[problem.what] - MOST_EQUAL
            if told[problem.what] < MOST_EQUAL or rest <= 1:
                yield str(problem)
            elif told[problem.what] == MOST_EQUAL:
                yield f"{problem}（同じことがほかに{rest}か所）"


@define
class UnknownNameError(PiaflowError, LookupError):
    """A name that is not there. Not a KeyError: cattrs would report that as a missing field."""

    what: str
    name: str
    nearest: str = ""

    def __str__(self) -> str:
        """What is unknown, and the nearest right name."""
        hint = f"（もしかして: {self.nearest}）" if self.nearest else ""
        return in_one_line(f"{self.what}「{self.name}」はありません{hint}")


@define
class FileAccessError(PiaflowError):
    """A path that cannot be read or written."""

    path: str
    what: str

    def __str__(self) -> str:
        """`path: what`, in one line whatever the path is made of."""
        return in_one_line(f"{self.path}: {self.what}")


@define
class EngineError(PiaflowError):
    """An engine that the tables of a corpus are asked by cannot be started or reached."""

    engine: str
    what: str

    def __str__(self) -> str:
        """`engine: what`."""
        return f"{self.engine}: {self.what}"


@define
class FormatError(PiaflowError):
    """An output format, or the extension of an output file, that does not exist."""

    given: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        """The format given and the list of right ones."""
        wrong = f"形式「{self.given}」はありません" if self.given else "拡張子がありません"
        return f"{wrong}。使える形式: {', '.join(self.known)}"


@define
class ChoiceNeededError(PiaflowError, LookupError):
    """Several things answer to the question, and none was named."""

    what: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        """What has to be chosen, and from which."""
        return f"{self.what}。どれかを選んでください: {', '.join(self.known)}"


@define
class RenderError(PiaflowError):
    """The layout engine failed, or the picture does not hold what the model holds."""

    what: str

    def __str__(self) -> str:
        """What went wrong."""
        return self.what


@define
class MissingExtraError(PiaflowError, ImportError):
    """Something needs a library that comes with an extra (`plots`, `xlsx` …), and it is not installed."""

    purpose: str
    extra: str

    def __str__(self) -> str:
        """What cannot be done, and the line that installs what it needs, quoted as every shell takes it."""
        return f'{self.purpose}には追加の部品が要ります: pip install "piaflow[{self.extra}]"'


@contextlib.contextmanager
def needing(extra: str, purpose: str) -> Iterator[None]:
    """Import inside it what an extra brings. Raises MissingExtraError where a library is not installed.

    A module of piaflow that is missing is a mistake of ours and passes as it is.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "piaflow":
            raise
        raise MissingExtraError(purpose, extra) from error
