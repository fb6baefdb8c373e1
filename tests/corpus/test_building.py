"""A corpus is built whole or not at all, goes on where it was stopped, and keeps what did not change."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from piaflow.app import corpora
from piaflow.app.corpora import build_corpus, open_corpus
from piaflow.app.model import trace
from piaflow.corpus import building, joined, shelf
from piaflow.errors import FileAccessError, MissingExtraError
from piaflow.store.load import load

MODEL = """
assessment: {{body: {body}, procedure: {procedure}, code: "{code}"}}
parties:
  保守業者: {{kind: 委託先}}
  住民: {{kind: 住民・本人}}
systems:
  賦課システム: {{number: "1", owner: {body}}}
  中間サーバー: {{number: "2", entry: 中間サーバー}}
files:
  業務ファイル:
    holder: 賦課システム
    entrustments: {{委託事項1: {{contractor: 保守業者, extent: 特定個人情報ファイルの全体}}}}
flows:
  - {{from: 住民, to: 賦課システム, kind: 入手, items: [個人番号], basis: [番号法第19条第8号]}}
  - {{from: 賦課システム, to: 業務ファイル, items: [個人番号]}}
  - {{from: 賦課システム, to: 中間サーバー, items: [符号]}}
"""
TOWNS = (("函館市長", "012025"), ("小樽市長", "012033"), ("青森市長", "022012"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "評価書"
    found.mkdir()
    for body, code in TOWNS:
        for procedure in ("税", "年金"):
            text = MODEL.format(body=body, procedure=procedure, code=code)
            (found / f"{code}-{procedure}.yaml").write_text(text, encoding="utf-8")
    return found


@pytest.fixture
def in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "SHARD", 2)


def list_all(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tell(folder: Path) -> list[Any]:
    corpus = open_corpus(folder)
    answers = [corpus.trace(item).to_dict() for item in ("個人番号", "符号")]
    asked = [corpus.find(name).to_dict() for name in ("contractors", "flows", "nodes", "fields", "findings")]
    return [*answers, *asked]


def build(folder: Path, out: Path) -> tuple[int, int, int]:
    built = build_corpus([folder], out)
    return built.read, built.kept, len(built.broken)


@pytest.mark.slow
@pytest.mark.usefixtures("in_twos")
def test_what_did_not_change_is_kept_and_what_did_is_read_anew(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "corpus"
    assert build(folder, out) == (6, 0, 0)
    before = list_all(out)
    assert build(folder, out) == (0, 6, 0)
    assert list_all(out) == before
    changed = folder / "012025-税.yaml"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("items: [符号]", "items: [個人番号]"), encoding="utf-8"
    )
    (folder / "022012-年金.yaml").unlink()
    assert build(folder, out) == (1, 4, 0)
    fresh = tmp_path / "fresh"
    build(folder, fresh)
    assert tell(out) == tell(fresh)


@pytest.mark.usefixtures("in_twos")
@pytest.mark.slow
def test_adding_documents_one_by_one_gives_what_all_at_once_do(folder: Path, tmp_path: Path) -> None:
    growing, out = tmp_path / "growing", tmp_path / "corpus"
    growing.mkdir()
    for path in sorted(folder.iterdir()):
        # a link would be another path: the very file is where it is
        (growing / path.name).write_bytes(path.read_bytes())
        build(growing, out)
    fresh = tmp_path / "fresh"
    build(growing, fresh)
    assert tell(out) == tell(fresh)
    assert len(open_corpus(out)) == 6


def test_an_answer_is_that_of_the_joined_models(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "corpus"
    build(folder, out)
    corpus = open_corpus(out)
    models = [load(path) for path in sorted(folder.iterdir())]
    for item in ("個人番号", "符号"):
        joined = trace(models, item)
        told = {(row["body"], row["reach"]) for row in corpus.trace(item).to_dict()["bodies"]}
        assert told == {(p.name, p.reach.value) for p in joined.parties if p.reach.value != "none"}
        for node in joined.nodes:
            (row,) = corpus.trace(item, to=node.name).to_dict()["nodes"]
            assert (row["reach"], row["path"], row["open_flows"]) == (
                node.reach.value,
                list(node.path),
                node.open_flows,
            )
    start = "賦課システム（函館市長）"
    (row,) = corpus.trace("個人番号", start=start, to="業務ファイル（函館市長）").to_dict()["nodes"]
    assert row["path"] == list(trace(models, "個人番号", start=start).node("業務ファイル（函館市長）").path)


def test_bodies_come_in_the_order_of_reach_and_are_known_by_their_codes(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "corpus"
    build(folder, out)
    rows = open_corpus(out).trace("個人番号").to_dict()["bodies"]
    assert [row["reach"] for row in rows] == sorted((row["reach"] for row in rows), reverse=False)
    towns = [row for row in rows if row["kind"] == "評価実施機関"]
    assert {(row["code"], row["prefecture"], row["documents"]) for row in towns} == {
        *(("012025", "北海道", 2), ("012033", "北海道", 2), ("022012", "青森県", 2)),
    }


@pytest.mark.usefixtures("in_twos")
def test_a_broken_document_is_listed_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "壊れた.yaml").write_text("assessment: {body: [", encoding="utf-8")
    (folder / "写真.pdf").write_bytes(b"%PDF-1.4 no such thing")
    (folder / "読めない.yaml").mkdir()
    out = tmp_path / "corpus"
    assert build(folder, out) == (6, 0, 2)
    corpus = open_corpus(out)
    assert len(corpus) == 6
    assert sorted(Path(file).name for file, _ in corpus.broken) == ["写真.pdf", "壊れた.yaml"]
    assert all(why for _, why in corpus.broken)
    assert any("読めずに" in line for line in corpus.trace("個人番号").assumes)


def test_a_folder_without_anything_to_read_makes_no_corpus(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.yaml").write_text("assessment: {", encoding="utf-8")
    with pytest.raises(FileAccessError, match=r"一つもありません.*a\.yaml:2:1: YAML"):
        build_corpus([tmp_path / "in"], tmp_path / "out")
    with pytest.raises(FileAccessError, match="フォルダーがありません"):
        build_corpus([tmp_path / "nowhere"], tmp_path / "out")
    with pytest.raises(FileAccessError):
        open_corpus(tmp_path / "out")


@pytest.mark.usefixtures("in_twos")
def test_a_build_that_is_stopped_goes_on_and_is_never_taken_for_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "corpus"

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(building, "write_joined", stop)
        with pytest.raises(KeyboardInterrupt):
            build_corpus([folder], out)
    with pytest.raises(FileAccessError, match="作りかけ"):
        open_corpus(out)
    assert build(folder, out) == (0, 6, 0)
    assert len(open_corpus(out)) == 6
    assert list(out.rglob(".tmp-*")) == []


@pytest.mark.slow
@pytest.mark.usefixtures("in_twos")
@pytest.mark.parametrize("name", ["p.yaml", "p.txt", "p.pdf", "p.xlsx"])
def test_a_pipe_in_the_folder_is_refused_and_nothing_waits(name: str, folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / name)
    call = [sys.executable, "-m", "piaflow", "corpus", "build", str(folder), "-o", str(tmp_path / "corpus")]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)
    assert f"{name}: 読めません" in done.stderr


def test_a_build_that_is_killed_leaves_the_corpus_of_before(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "corpus"
    build(folder, out)
    before = tell(out)
    path = folder / "012025-税.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("保守業者", "別の業者"), encoding="utf-8")
    code = (
        "import os, sys; from piaflow.corpus import building, shelf; from piaflow.app.corpora import build_corpus\n"
        "building.write_joined = lambda *_: os.kill(os.getpid(), 9)\n"
        "build_corpus([sys.argv[1]], sys.argv[2])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder), str(out)], check=False)
    assert done.returncode == -9
    assert tell(out) == before
    assert build(folder, out)[0] <= 1
    assert tell(out) != before
    assert list(out.rglob(".tmp-*")) == []


@pytest.mark.slow
@pytest.mark.usefixtures("in_twos")
@pytest.mark.parametrize("at", [1, 2, 3, 5])
def test_a_full_disk_is_said_and_the_corpus_of_before_stays(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    out = tmp_path / "corpus"
    build(folder, out)
    before = tell(out)
    for path in folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("保守業者", "別の業者"), encoding="utf-8")
    flushed = iter(range(1, 10_000))

    def fill(_: Path) -> None:
        if next(flushed) >= at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(shelf, "_flush", fill)
        with pytest.raises(FileAccessError, match="ディスクがいっぱい"):
            build_corpus([folder], out)
    assert tell(out) == before
    build(folder, out)
    assert tell(out) != before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize(
    "write",
    [
        lambda path: joined._write_numbers(path, np.zeros(10_000)),  # noqa: SLF001 - each way of writing by itself
        lambda path: joined._write_words(path, {"label": ["名"] * 10_000}),  # noqa: SLF001
    ],
    ids=["numbers", "words"],
)
def test_no_library_hides_that_the_disk_is_full(write: Callable[[Path], None]) -> None:
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as raised:
        write(Path("/dev/full"))
    assert raised.value.errno == errno.ENOSPC


def test_two_builds_do_not_write_one_corpus(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "corpus"
    with shelf.held(out), pytest.raises(FileAccessError, match="ほかの build"):
        build(folder, out)
    assert build(folder, out) == (6, 0, 0)


def test_the_file_by_which_a_build_holds_its_folder_stays_one(folder: Path, tmp_path: Path) -> None:
    # whoever opened a file that another takes away holds what nobody else sees
    out = tmp_path / "corpus"
    build(folder, out)
    lock = out / shelf.LOCK
    assert (lock.name[0], lock.stat().st_size) == (".", 0)
    with lock.open("w") as waiting:
        build(folder, out)
        assert os.path.samestat(os.fstat(waiting.fileno()), lock.stat())


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_where_a_folder_cannot_be_held_nobody_is_said_to_hold_it(
    code: int, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("fcntl.flock", refuse)
    assert build(folder, tmp_path / "corpus") == (6, 0, 0)


@pytest.mark.slow
def test_on_all_processors_a_corpus_is_that_of_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, all_ = tmp_path / "one", tmp_path / "all"
    build(folder, one)
    monkeypatch.setattr("piaflow.app.corpus_reading._FEW", 1)
    assert build(folder, all_) == (6, 0, 0)
    assert tell(all_) == tell(one)


def spoil_version(out: Path) -> None:
    path = out / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["stamp"]["version"] = "0.0.1"
    path.write_text(json.dumps(told), encoding="utf-8")


def lose_a_shard(out: Path) -> None:
    next((out / "shards").rglob("flows.parquet")).unlink()


def cut_a_shard(out: Path) -> None:
    path = next((out / "shards").rglob("models.parquet"))
    path.write_bytes(path.read_bytes()[:-10])


def lose_a_column(out: Path) -> None:
    next((out / "joined").rglob("sources.npy")).unlink()


def cut_the_manifest(out: Path) -> None:
    path = out / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8")[:100], encoding="utf-8")


SPOILT: list[tuple[Callable[[Path], None], str]] = [
    (spoil_version, "この版"),
    (lose_a_shard, "一部がありません"),
    (cut_a_shard, "途中で切れている"),
    (lose_a_column, "一部がありません"),
    (cut_the_manifest, "壊れています"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("spoil", "told"), SPOILT, ids=lambda value: getattr(value, "__name__", ""))
def test_a_corpus_that_is_not_whole_is_not_opened(
    folder: Path, tmp_path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    out = tmp_path / "corpus"
    build(folder, out)
    before = tell(out)
    spoil(out)
    with pytest.raises(FileAccessError, match=told) as raised:
        open_corpus(out)
    assert "piaflow corpus build" in str(raised.value)
    build(folder, out)
    assert tell(out) == before


def test_bytes_that_are_no_table_any_more_are_an_error(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "corpus"
    build(folder, out)
    for path in out.rglob("*.parquet"):
        path.write_bytes(b"\0" * path.stat().st_size)
    corpus = open_corpus(out)
    with pytest.raises(FileAccessError):
        corpus.find("contractors")
    with pytest.raises(FileAccessError):
        corpus.trace("個人番号", to="業務ファイル（函館市長）")


def test_a_document_of_which_a_model_tells_is_not_counted_twice(folder: Path, tmp_path: Path) -> None:
    text = Path("docs/kirigaoka.txt").read_bytes()
    (folder / "kirigaoka.txt").write_bytes(text)
    out = tmp_path / "corpus"
    assert build(folder, out) == (7, 0, 0)
    from piaflow.app.documents import read  # noqa: PLC0415 - only this test reads a document

    read(folder / "kirigaoka.txt").save(folder / "kirigaoka.yaml")
    assert build(folder, out) == (1, 6, 1)
    assert "モデルがある" in open_corpus(out).broken[0][1]


def test_without_its_packages_the_corpus_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpora, "find_spec", lambda name: None if name == "ibis" else True)
    for call in (lambda: open_corpus(tmp_path), lambda: build_corpus([tmp_path], tmp_path)):
        with pytest.raises(MissingExtraError, match=r"piaflow\[corpus\]"):
            call()


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other processor is started for a handful of files."""
    monkeypatch.setattr("piaflow.app.corpus_reading._FEW", 100)


def test_a_build_takes_nothing_away_that_is_not_of_a_corpus(tmp_path: Path) -> None:
    out = tmp_path / "corpus"
    for folder in ("shards/私の文書", "joined/2026年度", "ほか"):
        (out / folder).mkdir(parents=True)
        (out / folder / "大事.txt").write_text("人の書いたもの", encoding="utf-8")
    build_corpus(["models/yashio"], out)
    assert len([*out.rglob("大事.txt")]) == 3


@pytest.mark.parametrize("text", ['{"name": "拡張機能"}', "[]", "no JSON"])
def test_a_manifest_of_something_else_is_not_written_over(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(FileAccessError, match="上書きしません"):
        build_corpus(["models/yashio"], tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["manifest.json"]
    assert (tmp_path / "manifest.json").read_text(encoding="utf-8") == text
