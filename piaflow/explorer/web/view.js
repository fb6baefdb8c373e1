// The view of a sheet: a part of it, moved and enlarged by keys, by one finger or the mouse, by two fingers or the wheel.

import { clamp, find, findAll } from "./parts.js";

const [LEAST, MOST, STEP] = [1, 16, 1.35];
const DRAG = 4; // px: less is a click
const NARROW = 600; // px: below, the whole picture is too small to read
const LEGIBLE = 1.1; // px of the screen for one of the picture, whose letters are 9 to 11 high

export function makeView(sheet) {
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

export function listenToKeys(view, leave) {
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
export function printWhole(view) {
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

export function listenToHands(view) {
  const { sheet } = view;
  const held = new Map();
  let dragged = 0;

  function findSpread() {
    const [a, b] = [...held.values()];
    return { size: Math.hypot(a.x - b.x, a.y - b.y) || 1, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }

  sheet.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    view.zoomBy(Math.exp(-clamp(event.deltaY, -60, 60) / 120), view.findPlace(event.clientX, event.clientY));
  }, { passive: false });
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (held.size === 0) dragged = 0;
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  sheet.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (event.buttons === 0) held.delete(event.pointerId);
    if (!before || event.buttons === 0) return;
    const spread = held.size === 2 ? findSpread() : null;
    const [from, to] = [view.findPlace(before.x, before.y), view.findPlace(event.clientX, event.clientY)];
    dragged += Math.hypot(event.clientX - before.x, event.clientY - before.y);
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (spread) {
      const now = findSpread();
      view.zoomBy(now.size / spread.size, view.findPlace(now.x, now.y));
    } else if (view.at.zoom > 1 && dragged > DRAG) {
      if (!sheet.hasPointerCapture(event.pointerId)) sheet.setPointerCapture(event.pointerId);
      sheet.classList.add("held");
      view.moveBy(from.x - to.x, from.y - to.y);
    }
  });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, (event) => {
      held.delete(event.pointerId);
      sheet.classList.remove("held");
    });
  }
  return { isDragged: () => dragged > DRAG };
}
