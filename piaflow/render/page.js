(() => {
  "use strict";
  const sheet = document.querySelector("main .sheet");
  const svg = sheet.querySelector("svg");
  const told = document.querySelector("main .told");
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  const [LEAST, MOST, STEP] = [1, 16, 1.35];
  const view = { x: whole[0], y: whole[1], zoom: 1 };

  // The view: a part of the sheet.

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  function show() {
    const [width, height] = [whole[2] / view.zoom, whole[3] / view.zoom];
    view.x = clamp(view.x, whole[0] - width / 2, whole[0] + whole[2] - width / 2);
    view.y = clamp(view.y, whole[1] - height / 2, whole[1] + whole[3] - height / 2);
    svg.setAttribute("viewBox", [view.x, view.y, width, height].map((n) => n.toFixed(2)).join(" "));
    sheet.classList.toggle("near", view.zoom > 1);
  }

  function showWhole() {
    Object.assign(view, { x: whole[0], y: whole[1], zoom: 1 });
    show();
  }

  function findPlace(x, y) {
    return new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
  }

  function findMiddle() {
    return { x: view.x + whole[2] / view.zoom / 2, y: view.y + whole[3] / view.zoom / 2 };
  }

  function zoomBy(factor, place) {
    const zoom = clamp(view.zoom * factor, LEAST, MOST);
    const kept = view.zoom / zoom;
    view.x = place.x - (place.x - view.x) * kept;
    view.y = place.y - (place.y - view.y) * kept;
    view.zoom = zoom;
    if (zoom === LEAST) showWhole(); else show();
  }

  function moveBy(x, y) {
    view.x += x;
    view.y += y;
    show();
  }

  const stride = () => whole[2] / view.zoom / 8;
  const acts = {
    "+": () => zoomBy(STEP, findMiddle()),
    ";": () => zoomBy(STEP, findMiddle()),
    "-": () => zoomBy(1 / STEP, findMiddle()),
    "0": showWhole,
    ArrowLeft: () => moveBy(-stride(), 0),
    ArrowRight: () => moveBy(stride(), 0),
    ArrowUp: () => moveBy(0, -stride()),
    ArrowDown: () => moveBy(0, stride()),
    Escape: () => light([]),
  };

  sheet.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key]();
  });
  for (const button of document.querySelectorAll("main .bar button")) {
    button.addEventListener("click", () => acts[button.dataset.key]());
  }
  sheet.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomBy(Math.exp(-clamp(event.deltaY, -60, 60) / 120), findPlace(event.clientX, event.clientY));
  }, { passive: false });

  // One finger or the mouse moves the sheet, two fingers zoom.

  const held = new Map();
  let dragged = 0;

  function findSpread() {
    const [a, b] = [...held.values()];
    return { size: Math.hypot(a.x - b.x, a.y - b.y) || 1, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }

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
    const [from, to] = [findPlace(before.x, before.y), findPlace(event.clientX, event.clientY)];
    dragged += Math.hypot(event.clientX - before.x, event.clientY - before.y);
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (spread) {
      const now = findSpread();
      zoomBy(now.size / spread.size, findPlace(now.x, now.y));
    } else if (view.zoom > 1 && dragged > 4) {
      if (!sheet.hasPointerCapture(event.pointerId)) sheet.setPointerCapture(event.pointerId);
      sheet.classList.add("held");
      moveBy(from.x - to.x, from.y - to.y);
    }
  });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, (event) => {
      held.delete(event.pointerId);
      sheet.classList.remove("held");
    });
  }

  // A flow, its label, its line of the 備考 and its row light up together.

  const arrows = [...svg.querySelectorAll("g.arrow")].filter((arrow) => arrow.dataset.id !== undefined);
  const labels = [...svg.querySelectorAll("g.label")];
  const flows = [...document.querySelectorAll("tr[data-arrow]")];
  const remarks = [...document.querySelectorAll("tr[data-number]:not([data-arrow])")];
  const names = new Map([...svg.querySelectorAll("g.box")].map((box) => [box.dataset.id, box.dataset.label]));
  const silent = told.textContent;
  let lit = [];

  for (const arrow of arrows) {
    const path = [...arrow.children].filter((part) => part.matches("path[fill=none]")).pop();
    const hit = document.createElementNS("http://www.w3.org/2000/svg", "path");
    hit.setAttribute("d", path.getAttribute("d"));
    hit.setAttribute("class", "hit");
    path.before(hit);
  }

  function findArrows(part) {
    const one = part.closest("g.arrow, g.label, g.box, tr[data-arrow], tr[data-number]");
    if (!one) return [];
    if (one.matches("g.box")) {
      return arrows.filter((a) => [a.dataset.source, a.dataset.target].includes(one.dataset.id));
    }
    const id = one.matches("g.arrow") ? one.dataset.id : one.dataset.arrow;
    if (id !== undefined) return arrows.filter((arrow) => arrow.dataset.id === id);
    return arrows.filter((arrow) => arrow.dataset.number && arrow.dataset.number === one.dataset.number);
  }

  function paint(name, chosen) {
    const ids = new Set(chosen.map((arrow) => arrow.dataset.id));
    const numbers = new Set(chosen.map((arrow) => arrow.dataset.number).filter(Boolean));
    for (const arrow of arrows) arrow.classList.toggle(name, ids.has(arrow.dataset.id));
    for (const part of [...labels, ...flows]) part.classList.toggle(name, ids.has(part.dataset.arrow));
    for (const row of remarks) row.classList.toggle(name, numbers.has(row.dataset.number));
  }

  function tell(arrow) {
    const { number, text, source, target } = arrow.dataset;
    const row = flows.find((flow) => flow.dataset.arrow === arrow.dataset.id);
    const kind = row ? row.querySelector(".kind").textContent : "";
    const head = [number, `${names.get(source)} → ${names.get(target)}`].filter(Boolean).join(" ");
    const line = `${head}${text ? `：${text}` : ""}${kind ? `（${kind}）` : ""}`;
    const told = remarks.filter((remark) => number && remark.dataset.number === number);
    return [line, ...told.map((remark) => remark.querySelector("td").textContent)].join("\n");
  }

  function light(chosen) {
    lit = chosen;
    paint("lit", chosen);
    svg.classList.toggle("has-lit", chosen.length > 0);
    told.textContent = chosen.length ? chosen.map(tell).join("\n") : silent;
    told.classList.toggle("full", chosen.length > 0);
    for (const button of document.querySelectorAll("button.pick")) {
      button.setAttribute("aria-pressed", String(button.closest("tr").classList.contains("lit")));
    }
  }

  const isSame = (one, other) => one.length === other.length && one.every((part) => other.includes(part));

  document.addEventListener("click", (event) => {
    const inSheet = sheet.contains(event.target);
    if (inSheet && dragged > 4) return;
    const chosen = findArrows(event.target);
    if (chosen.length) light(isSame(chosen, lit) ? [] : chosen);
    else if (inSheet) light([]);
    if (chosen.length && !inSheet) sheet.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") paint("under", findArrows(event.target));
  });

  // A print shows the whole sheet.

  let seen = null;
  window.addEventListener("beforeprint", () => { seen = { ...view }; showWhole(); });
  window.addEventListener("afterprint", () => { Object.assign(view, seen); show(); });

  sheet.classList.add("moves");
  document.querySelector("main .bar").hidden = false;
})();
