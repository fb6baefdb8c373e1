"""A wrong call and a page of help are told in Japanese, on whatever console, and name the nearest right word."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from piaflow.cli.japanese import WORDS
from piaflow.cli.main import COMMANDS
from tests.cli.calling import MINATO, call, refused

CONSOLES = (
    {"PYTHONIOENCODING": "cp932"},
    {"PYTHONIOENCODING": "cp932:strict"},
    {"LANG": "C", "LC_ALL": "C"},
    {"PYTHONIOENCODING": "ascii"},
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["shwo"], "エラー: コマンド 'shwo' はありません。 （もしかして: 'show'）"),
        (
            ["trace", MINATO, "--itme", "個人番号"],
            "エラー: オプション '--itme' はありません。 （もしかして: '--item', '--to'）",
        ),
        (["show"], "エラー: 引数がありません: 'MODELS...'."),
        (["trace", MINATO], "エラー: 要るオプションがありません: '--item'."),
        (["trace", MINATO, "--item"], "エラー: オプション '--item' には値が要ります。"),
        (["check", MINATO, "--norms=1"], "エラー: オプション '--norms' は値を取りません。"),
        (
            ["check", MINATO, "--today", "1/1"],
            "エラー: '--today' の値が違います: '1/1' は日付の形ではありません（例: 2026-03-31）。",
        ),
        (["form", MINATO, "extra.yaml"], "エラー: 余分な引数があります（extra.yaml）"),
        (["check"], "エラー: モデル（か文書）か --explain 規則名 の、どちらか一方を書いてください"),
    ],
)
def test_a_wrong_call_is_told_in_japanese(words: list[str], told: str) -> None:
    assert refused(*words)[-1] == told


@pytest.mark.parametrize("command", ["", *(command.name for command in COMMANDS)])
def test_the_help_has_no_words_of_click(command: str | None) -> None:
    text = call(*([command] if command else []), "--help").stdout
    assert text.startswith("使い方: ")
    assert "オプション:" in text
    assert [word for word in WORDS if "{" not in word and f"  {word}" in text] == []
    assert not re.search(r"(?m)^(Usage|Options|Commands)|\[(default|required)", text)


def test_every_word_of_the_table_is_one_that_click_says() -> None:
    """After an update of click a word may be said otherwise, and would come out in English."""
    folder = Path(click.__file__).parent
    source = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.py")))
    joined = re.sub(r'"\s*\n\s*"', "", source)
    missing = [word for word in WORDS if f'"{word.encode("unicode_escape").decode()}"' not in joined]
    assert missing == []


@pytest.mark.slow
@pytest.mark.parametrize("console", CONSOLES, ids=lambda console: "-".join(map("=".join, console.items())))
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check", "みなと.yaml"], 1),
        (["trace", "みなと.yaml", "--item", "個人番号"], 0),
        (["show", "みなと.yaml", "--format", "json"], 0),
        (["--help"], 0),
        (["shwo"], 2),
        (["show", "みなど.yaml"], 2),
    ],
)
def test_no_console_ends_a_command(
    words: list[str], code: int, console: dict[str, str], tmp_path: Path
) -> None:
    """What a console cannot show it shows as ?, and the exit code stays: cp932 has no ➊ and no 𠮷, C has no Japanese."""
    model = Path(MINATO).read_text(encoding="utf-8").replace("窓口端末", "𠮷田➊端末")
    (tmp_path / "みなと.yaml").write_text(model, encoding="utf-8")
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))
    }
    env |= {"PYTHONPATH": str(Path(__file__).parents[2]), **console}
    called = subprocess.run(
        [sys.executable, "-m", "piaflow", *words], cwd=tmp_path, env=env, capture_output=True, check=False
    )
    assert called.returncode == code, called.stderr
    assert b"Traceback" not in called.stderr
    assert called.stdout or called.stderr
