"""Print what is measured of every picture of every model: `python -m benchmarks.pictures`."""

from __future__ import annotations

import time
from pathlib import Path

import piaflow
from piaflow.app.loading import find_model_files
from piaflow.layout.arranging import lay_out
from piaflow.layout.score import Score
from piaflow.render.pages import make_pages
from piaflow.views.catalogue import VIEWS
from piaflow.views.scene import Scene
from tests.layout.measuring import measure

ROOT = Path(__file__).parents[1]
_HEADS = (
    "箱", "矢印", "枠", "迷い札", "札×札", "札×箱", "線×箱", "線×札", "枠名", "他の枠", "交差", "曲がり", "縦横", "3pt内",
    "大きさ", "A4の字", "紙", "秒",
)  # fmt: skip


def print_row(name: str, scene: Scene) -> None:
    """Lay one scene out and print its row."""
    start = time.process_time()
    drawing = lay_out(scene)
    took = time.process_time() - start
    found = measure(drawing)
    page = make_pages(scene)[0]
    counts = len(scene.boxes), len(scene.arrows), len(scene.frames), len(found.strays)
    zeros = found.label_on_label, found.label_on_box, found.box_struck, found.label_struck
    more = found.name_struck, found.strangers, found.crossings, found.bends
    shares = f"{found.straight:.0%}", f"{found.crowded:.0%}"
    size = f"{drawing.width:.0f}×{drawing.height:.0f}"
    text = f"{Score(drawing).find_text():.1f}", f"{page.text_size:.1f}（{page.count}枚）", f"{took:.1f}"
    print("| " + " | ".join([name, *map(str, (*counts, *zeros, *more)), *shares, size, *text]) + " |")


def main() -> None:
    """Print one table, one row per picture. A4の字 is the size of the smallest text on a sheet of A4, in points."""
    print("| " + " | ".join(["図", *_HEADS]) + " |")
    print("|" + " --- |" * (len(_HEADS) + 1))
    for path in find_model_files(ROOT / "models"):
        model = piaflow.load(path)
        for view in VIEWS:
            for name, picture in model.pictures(view).items():
                print_row(f"{path.parent.name}/{path.stem} {view} {name}", picture.sheet)


if __name__ == "__main__":
    main()
