"""Print what is measured of every picture of every model: `python -m benchmarks.pictures`."""

from __future__ import annotations

from pathlib import Path

import piaflow
from piaflow.app.loading import find_model_files
from piaflow.layout.arranging import lay_out
from piaflow.layout.dot.placing import make_drawing
from piaflow.layout.sizes import LABEL_SIZE
from piaflow.views.catalogue import VIEWS
from piaflow.views.scene import Scene
from tests.layout.measuring import measure

ROOT = Path(__file__).parents[1]
_HEADS = ("箱", "矢印", "枠", "迷い札", "札×札", "札×箱", "線×箱", "線×札", "交差", "大きさ", "A4の字")


def print_row(name: str, scene: Scene) -> None:
    """Lay one scene out and print its row."""
    layout = lay_out(scene)
    drawing = make_drawing(layout.measured, layout.geometry)
    found = measure(drawing)
    counts = len(scene.boxes), len(scene.arrows), len(scene.frames), len(found.strays)
    marks = found.label_on_label, found.label_on_box, found.box_struck, found.label_struck, found.crossings
    size = f"{drawing.width:.0f}×{drawing.height:.0f}"
    text = f"{layout.fit * LABEL_SIZE:.1f}"
    print("| " + " | ".join([name, *map(str, (*counts, *marks)), size, text]) + " |")


def main() -> None:
    """Print one table, one row per picture. A4の字 is the size of a label's text on a sheet of A4, in points."""
    print("| " + " | ".join(["図", *_HEADS]) + " |")
    print("|" + " --- |" * (len(_HEADS) + 1))
    for path in find_model_files(ROOT / "models"):
        model = piaflow.load(path)
        for view in VIEWS:
            for name, picture in model.pictures(view).items():
                print_row(f"{path.parent.name}/{path.stem} {view} {name}", picture.scene)


if __name__ == "__main__":
    main()
