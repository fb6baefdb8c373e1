"""What one installs: a wheel that checks, traces and draws by itself, and one line where an extra is missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from docs.pages.licences import FOR_DEVELOPMENT, find_locked
from piaflow.layout.font import find_font_file, load_metrics
from tests.docs.test_house import PYPROJECT

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "tests" / "fixtures" / "minato.yaml"
FOLDER = "評価書 の 束"
EXTRAS: Mapping[str, Sequence[str]] = PYPROJECT["project"]["optional-dependencies"]
LIBRARIES = (
    *("fontTools", "fpdf", "lsprotocol", "matplotlib", "networkx", "numpy", "openpyxl", "PIL", "pygls"),
    *("pygraphviz", "pypdfium2", "scipy"),
)
"""Whatever only an extra brings."""

WITHOUT = f"""
import importlib.abc, sys
class Refusing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {LIBRARIES}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Refusing())
from importlib import util
found = util.find_spec
util.find_spec = lambda name, package=None: None if name in {LIBRARIES} else found(name, package)
"""


def run(
    python: Path | str, words: Sequence[str], folder: Path, **env: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [python, *words], cwd=folder, env={**os.environ, **env}, capture_output=True, check=False
    )


def call_without(folder: Path, code: str) -> subprocess.CompletedProcess[bytes]:
    """Run code in a Python that has what the core needs, and nothing of an extra."""
    return run(sys.executable, ["-c", WITHOUT + code], folder, PYTHONPATH=str(ROOT))


def call_piaflow_without(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return call_without(folder, f"from piaflow.cli.main import main; main({[*words]!r}, prog_name='piaflow')")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("installing") / FOLDER
    made.mkdir()
    (made / "みなと.yaml").write_bytes(MODEL.read_bytes())
    return made


IN_THE_CORE = (
    (("check", "みなと.yaml"), 1, "指摘"),
    (("trace", "みなと.yaml", "--item", "個人番号"), 0, "個人番号"),
    (("draw", "みなと.yaml", "-o", "図.svg"), 0, "図-1.svg を描きました"),
    (("draw", "みなと.yaml", "-o", "図.png"), 0, "図-1.png を描きました"),
    (("draw", "みなと.yaml", "-o", "頁.html"), 0, "頁.html を描きました"),
    (("draw", "みなと.yaml", "--view", "topology", "-o", "全体.svg"), 0, "全体.svg を描きました"),
)


@pytest.mark.parametrize(("words", "code", "said"), IN_THE_CORE)
def test_the_core_checks_traces_and_draws(folder: Path, words: tuple[str, ...], code: int, said: str) -> None:
    called = call_piaflow_without(folder, *words)
    assert (called.returncode, called.stderr) == (code, b"")
    assert said in called.stdout.decode()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            ("draw", "みなと.yaml", "-o", "図.pdf"),
            'PDF を書くには追加の部品が要ります: pip install "piaflow[pdf]"',
        ),
        (
            ("draw", "みなと.yaml", "-o", "図.dot"),
            'Graphviz で図を配置するには追加の部品が要ります: pip install "piaflow[graphviz]"',
        ),
        (
            ("form", "みなと.yaml", "-o", "様式.xlsx"),
            'Excel のファイルを書くには追加の部品が要ります: pip install "piaflow[xlsx]"',
        ),
        (
            ("read", "評価書.pdf", "-o", "m.yaml"),
            '評価書.pdf: PDF を読むには追加の部品が要ります: pip install "piaflow[pdf]"',
        ),
        (("lsp",), 'エディターとの話には追加の部品が要ります: pip install "piaflow[editor]"'),
    ],
)
def test_a_missing_extra_is_one_line_that_installs_it(
    folder: Path, words: tuple[str, ...], line: str
) -> None:
    (folder / "評価書.pdf").write_bytes(b"%PDF-1.7\n")
    called = call_piaflow_without(folder, *words)
    assert (called.returncode, called.stdout) == (2, b"")
    assert called.stderr.decode().splitlines() == [line]
    assert not (folder / words[-1]).exists()


@pytest.mark.parametrize(
    ("asked", "extra"), [("piaflow.plots.matrix(m)", "plots"), ("m.to_networkx()", "networkx")]
)
def test_a_missing_extra_is_an_import_error_in_python(folder: Path, asked: str, extra: str) -> None:
    code = f"""
import piaflow
m = piaflow.load("みなと.yaml")
try:
    {asked}
except ImportError as error:
    print(type(error).__name__, error)
"""
    called = call_without(folder, code)
    assert called.stderr == b""
    assert called.stdout.decode().startswith("MissingExtraError ")
    assert called.stdout.decode().rstrip().endswith(f'pip install "piaflow[{extra}]"')


def test_a_picture_that_fits_the_grid_is_the_same_without_extras(folder: Path) -> None:
    words = ("draw", "みなと.yaml", "-o")
    run(sys.executable, ["-m", "piaflow", *words, "ある.svg"], folder, PYTHONPATH=str(ROOT))
    call_piaflow_without(folder, *words, "ない.svg")
    assert (folder / "ある-1.svg").read_bytes() == (folder / "ない-1.svg").read_bytes()


def test_the_font_is_whole_has_its_licence_beside_it_and_the_widths_that_are_in_it() -> None:
    """The IPA licence asks for the text of the licence beside an unchanged font under its own name."""
    beside = {file.name for file in find_font_file().parent.iterdir()}
    assert beside == {"ipaexg.ttf", "IPA_Font_License_Agreement_v1.0.txt", "Readme_ipaexg00401.txt"}
    with TTFont(find_font_file(), checkChecksums=2) as font:
        assert font["name"].getDebugName(6) == "IPAexGothic"
        widths = font["hmtx"].metrics
        told = {code: widths[glyph][0] for code, glyph in font.getBestCmap().items()}
        assert load_metrics().advances == told
        assert load_metrics().units == font["head"].unitsPerEm


def test_the_page_tells_each_extra_the_wheel_and_the_versions_of_the_lock() -> None:
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == set(EXTRAS) - FOR_DEVELOPMENT
    assert f"piaflow-{PYPROJECT['project']['version']}-py3-none-any.whl" in page
    table = page.split("## どこに入るか")[1]
    told = re.findall(r"([A-Za-z][\w-]+) (\d[\d.・]+\d)(?=[、 ])", table.partition("○ は Python")[0])
    locked = find_locked()
    assert {
        name.lower(): version.replace("・", "、") for name, version in told if name.lower() in locked
    } == {name.lower(): locked[name.lower()] for name, _ in told if name.lower() in locked}
    assert len(told) >= 10


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("wheel")
    words = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(made), str(ROOT))
    built = run(sys.executable, words, made)
    assert built.returncode == 0, built.stderr.decode()
    (file,) = made.glob("*.whl")
    return file


def list_files(folder: Path, name: str) -> set[str]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")
    return {f"{name}/{file.relative_to(folder).as_posix()}" for file in files}


def test_a_wheel_holds_what_the_package_reads_and_the_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        held = set(opened.namelist())
        metadata = opened.read(next(name for name in held if name.endswith(".dist-info/METADATA"))).decode()
    ours = list_files(ROOT / "piaflow", "piaflow") | list_files(
        ROOT / "models/catalogue", "piaflow/catalogue"
    )
    assert ours <= held
    assert {Path(name).name for name in held if "/licenses/" in name} == {
        "LICENSE",
        "IPA_Font_License_Agreement_v1.0.txt",
    }
    assert "License-Expression: MIT AND IPA" in metadata
    assert all(f"Provides-Extra: {extra}\n" in metadata for extra in EXTRAS)


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the wheel and what it asks for, and nothing else."""
    home = tmp_path_factory.mktemp("bare")
    assert run(sys.executable, ["-m", "venv", "--without-pip", str(home)], home).returncode == 0
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--only-binary",
        ":all:",
        "--retries",
        "1",
    )
    assert run(sys.executable, [*pip, "--no-deps", str(wheel)], home).returncode == 0
    needed = PYPROJECT["project"]["dependencies"]
    got = run(sys.executable, [*pip, "--timeout", "15", *needed], home)
    if got.returncode:
        pytest.skip(f"no package index: {got.stderr.decode().strip().splitlines()[-1]}")
    return python


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_the_wheel_works_in_a_folder_with_japanese_and_spaces(
    bare: Path, folder: Path, encoding: str
) -> None:
    env = {"PYTHONPATH": "", "PYTHONIOENCODING": encoding, "LANG": "C", "LC_ALL": "C"}
    for words, code, said in IN_THE_CORE:
        called = run(bare, ["-m", "piaflow", *words], folder, **env)
        assert (called.returncode, called.stderr) == (code, b"")
        assert said in called.stdout.decode(encoding)


def test_the_wheel_brings_nothing_that_belongs_to_an_extra(bare: Path, folder: Path) -> None:
    code = f"from importlib.util import find_spec; print([n for n in {LIBRARIES} if find_spec(n)])"
    assert run(bare, ["-c", code], folder, PYTHONPATH="").stdout == b"[]\n"


def test_the_command_of_the_wheel_is_the_module(bare: Path, folder: Path) -> None:
    command = bare.with_name(f"piaflow{bare.suffix}")
    for words in (["--version"], ["--help"]):
        told = run(command, words, folder, PYTHONPATH="")
        assert (told.returncode, told.stdout) == (
            0,
            run(bare, ["-m", "piaflow", *words], folder, PYTHONPATH="").stdout,
        )
