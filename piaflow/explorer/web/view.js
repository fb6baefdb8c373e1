// The view of a sheet: a part of it, moved and enlarged.

const [LEAST, MOST, STEP] = [1, 16, 1.35];
const NARROW = 600; // px: below, the whole picture is too small to read
const LEGIBLE = 1.1; // px of the screen for one of the picture, whose letters are 9 to 11 high

function makeView(sheet) {
  const svg = find("svg", sheet);
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  const at = { x: whole[0], y: whole[1], zoom: 1 };

  function show() {
    const [width, height] = [whole[2] / at.zoom, whole[3] / at.zoom];
    at.x = clamp(at.x, whole[0] - width / 2, whole[0] + whole[2] - width / 2);
    at.y = clamp(at.y, whole[1] - height / 2, whole[1] + whole[3] - height / 2);
    svg.setAttribute("viewBox", [at.x, at.y, width, height].map((n) => n.toFixed(2)).join(" "));
    sheet.classList.toggle("near", at.zoom > 1);
  }

  function showWhole() {
    Object.assign(at, { x: whole[0], y: whole[1], zoom: 1 });
    show();
  }

  function zoomBy(factor, place = findMiddle()) {
    const zoom = clamp(at.zoom * factor, LEAST, MOST);
    const kept = at.zoom / zoom;
    at.x = place.x - (place.x - at.x) * kept;
    at.y = place.y - (place.y - at.y) * kept;
    at.zoom = zoom;
    if (zoom === LEAST) showWhole();
    else show();
  }

  function moveBy(x, y) {
    at.x += x;
    at.y += y;
    show();
  }

  /** Bring a part of the picture into the view, if it is outside; on a narrow screen, large enough to be read. */
  function bring(part) {
    const scale = svg.getScreenCTM().a;
    if (sheet.clientWidth < NARROW && scale < LEGIBLE) zoomBy(LEGIBLE / scale);
    const [inner, outer] = [part.getBoundingClientRect(), sheet.getBoundingClientRect()];
    if (inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom) return;
    const from = findPlace(outer.left + outer.width / 2, outer.top + outer.height / 2);
    const to = findPlace(inner.left + inner.width / 2, inner.top + inner.height / 2);
    if (at.zoom > 1) moveBy(to.x - from.x, to.y - from.y);
  }

  const findPlace = (x, y) => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
  const findMiddle = () => ({ x: at.x + whole[2] / at.zoom / 2, y: at.y + whole[3] / at.zoom / 2 });
  const findStride = () => whole[2] / at.zoom / 8;

  return { at, svg, sheet, show, showWhole, zoomBy, moveBy, bring, findPlace, findStride };
}

function listenToKeys(view, leave) {
  const acts = {
    "+": () => view.zoomBy(STEP),
    ";": () => view.zoomBy(STEP),
    "-": () => view.zoomBy(1 / STEP),
    "0": view.showWhole,
    ArrowLeft: () => view.moveBy(-view.findStride(), 0),
    ArrowRight: () => view.moveBy(view.findStride(), 0),
    ArrowUp: () => view.moveBy(0, -view.findStride()),
    ArrowDown: () => view.moveBy(0, view.findStride()),
    Escape: leave,
  };
  view.sheet.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key]();
  });
  const bar = view.sheet.previousElementSibling;
  for (const button of findAll("button", bar)) button.addEventListener("click", () => acts[button.dataset.key]());
  bar.hidden = false;
}

// A print shows the whole sheet.
function printWhole(view) {
  let seen = null;
  window.addEventListener("beforeprint", () => {
    seen = { ...view.at };
    view.showWhole();
  });
  window.addEventListener("afterprint", () => {
    Object.assign(view.at, seen);
    view.show();
  });
}
