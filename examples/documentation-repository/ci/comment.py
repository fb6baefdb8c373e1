"""見直しを、プル リクエスト（GitHub）かマージ リクエスト（GitLab）の1つのコメントに書く。2回目からは書き直す。

    python ci/comment.py piaflow-review

フォルダーは、ほかの人の変更を動かした所から来る。中の番号と文は、ただの文字として扱う。
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MARK = "<!-- piaflow-review -->"
LONGEST = 65_536
_MOST_PAGES, _A_PAGE = 30, 100
_MOST_BYTES = 1_000_000


def read(file: Path) -> str:
    """ふつうのファイルだけを読む。リンクは、この機械のほかのファイルを指せる。"""
    if file.is_symlink() or not file.is_file():
        sys.exit(f"{file.name} がありません")
    with file.open("rb") as opened:
        return opened.read(_MOST_BYTES).decode(errors="replace")


def call(method: str, url: str, body: str = "") -> Any:
    """サーバーに聞くか、書く。"""
    secret = {"PRIVATE-TOKEN": os.environ["PIAFLOW_TOKEN"]} if "PIAFLOW_TOKEN" in os.environ else {}
    token = {"Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}"} if "GITHUB_TOKEN" in os.environ else {}
    headers = {"Content-Type": "application/json", **secret, **token}
    data = json.dumps({"body": body}).encode() if body else None
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def list_all(url: str) -> Iterator[dict[str, Any]]:
    """頁に分かれた並びを、終わりまで読む。"""
    for page in range(1, _MOST_PAGES + 1):
        found = call("GET", f"{url}?per_page={_A_PAGE}&page={page}")
        yield from found
        if len(found) < _A_PAGE:
            return


def put(comments: str, own: str, author: str, body: str, edit: str) -> None:
    """自分が前に書いたコメント（印と書き手で見分ける）を書き直す。なければ足す。"""
    for comment in list_all(comments):
        writer = comment.get("user") or comment.get("author") or {}
        if comment["body"].startswith(MARK) and str(writer.get(own)) == author:
            at = edit.format(comment["id"])
            call("PATCH" if "GITHUB_TOKEN" in os.environ else "PUT", at, body)
            return
    call("POST", comments, body)


def on_github(folder: Path, body: str) -> None:
    """番号は見直しの隣にある。その番号の先頭が、動かした版と同じときだけ書く。"""
    number = read(folder / "number").strip()
    if not re.fullmatch(r"[0-9]{1,9}", number):
        sys.exit("number が番号ではありません")
    root = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}"
    if call("GET", f"{root}/pulls/{number}")["head"]["sha"] != os.environ["HEAD_SHA"]:
        print("もう新しい版があります（そちらの見直しを待ちます）")
        return
    comments = f"{root}/issues/{number}/comments"
    put(comments, "login", "github-actions[bot]", body, f"{root}/issues/comments/{{}}")


def on_gitlab(body: str) -> None:
    """番号は GitLab が言う。書き手は PIAFLOW_TOKEN の持ち主。"""
    api = os.environ["CI_API_V4_URL"]
    request = f"merge_requests/{os.environ['CI_MERGE_REQUEST_IID']}"
    notes = f"{api}/projects/{os.environ['CI_PROJECT_ID']}/{request}/notes"
    put(notes, "id", str(call("GET", f"{api}/user")["id"]), body, notes + "/{}")


def main(folder: Path) -> None:
    """見直しを書く。長すぎる文は切る（piaflow の見直しは、はじめから1つのコメントに入る）。"""
    body = f"{MARK}\n{read(folder / 'review.md')}"[:LONGEST]
    if "GITHUB_TOKEN" in os.environ:
        on_github(folder, body)
    else:
        on_gitlab(body)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
