// From whom to whom: ribbons between the levels of those who give and of those who take, as wide as there are flows.

import { clamp, find, findAll, make, makeDrawn } from "./parts.js";
import { facts, number } from "./pieces.js";
import { makeTable } from "./rows.js";

const [LOW, GAP, LABEL, BAR] = [22, 12, 118, 8];
const drawing = find(".levels");
const item = find(".item");
const chosen = find(".chosen");

const list = () => facts.counts.filter(([of]) => facts.items[of] === item.value).map(([, ...count]) => count);
const sum = (counts) => counts.reduce((total, [, , flows]) => total + flows, 0);
const tellCount = ([source, target, flows, bodies]) =>
  `${facts.levels[source]} → ${facts.levels[target]}: ${number(flows)} の流れ（${number(bodies)} 機関の評価書）`;

// Where each level begins on one side, and how high it is.
function stack(counts, side, scale) {
  let top = 0;
  const found = new Map();
  for (const level of facts.levels.keys()) {
    const total = sum(counts.filter((count) => count[side] === level));
    if (!total) continue;
    const height = Math.max(LOW, total * scale);
    found.set(level, { top, height, next: top + (height - total * scale) / 2 });
    top += height + GAP;
  }
  return { found, height: top };
}

function makeLabel(level, { top, height }, x, anchor) {
  const label = makeDrawn("text", { x, y: top + height / 2, "text-anchor": anchor, "dominant-baseline": "central" });
  label.textContent = facts.levels[level];
  return label;
}

function makeRibbon(count, from, to, [left, right], scale) {
  const [width, half] = [count[2] * scale, (left + right) / 2];
  const [y, end] = [from.next + width / 2, to.next + width / 2];
  from.next += width;
  to.next += width;
  const path = `M${left} ${y}C${half} ${y} ${half} ${end} ${right} ${end}`;
  const ribbon = makeDrawn("path", { class: "ribbon", d: path, "stroke-width": Math.max(1.5, width), tabindex: 0, role: "button" });
  ribbon.setAttribute("aria-label", tellCount(count));
  const light = () => {
    for (const one of findAll(".ribbon", drawing)) one.classList.toggle("lit", one === ribbon);
    chosen.textContent = tellCount(count);
  };
  ribbon.addEventListener("click", light);
  ribbon.addEventListener("focus", light);
  ribbon.addEventListener("pointerenter", light);
  return ribbon;
}

function draw() {
  const counts = list();
  const width = clamp(drawing.clientWidth, 300, 900);
  const scale = clamp(width * 0.5, 220, 360) / Math.max(1, sum(counts));
  const sides = [0, 1].map((side) => stack(counts, side, scale));
  const height = Math.max(...sides.map((side) => side.height)) + 18;
  const picture = makeDrawn("svg", { viewBox: `0 -18 ${width} ${height}`, width, height, role: "group", "aria-label": "流れの図" });
  const ends = [LABEL + BAR, width - LABEL - BAR];
  picture.append(...counts.map((count) => makeRibbon(count, sides[0].found.get(count[0]), sides[1].found.get(count[1]), ends, scale)));
  for (const [side, x, anchor, edge] of [[0, LABEL - 6, "end", LABEL], [1, width - LABEL + 6, "start", width - LABEL - BAR]]) {
    for (const [level, span] of sides[side].found) {
      picture.append(makeDrawn("rect", { class: "bar", x: edge, y: span.top, width: BAR, height: span.height }), makeLabel(level, span, x, anchor));
    }
  }
  for (const [words, x, anchor] of [["渡す者", LABEL - 6, "end"], ["受け取る者", width - LABEL + 6, "start"]]) {
    const head = makeDrawn("text", { class: "head", x, y: -6, "text-anchor": anchor });
    head.textContent = words;
    picture.append(head);
  }
  drawing.replaceChildren(picture);
  chosen.textContent = "帯を選ぶと、数が出ます。";
  const rows = counts.map(([source, target, flows, bodies]) => [facts.levels[source], facts.levels[target], flows, bodies]);
  find(".numbers > div").replaceChildren(makeTable(["渡す者", "受け取る者", "流れ", "機関"], rows));
}

export function showLevels() {
  item.append(...facts.items.map((name) => make("option", { value: name }, name || "すべて")));
  item.addEventListener("change", draw);
  let width = 0;
  new ResizeObserver(() => {
    if (drawing.clientWidth === width) return;
    width = drawing.clientWidth;
    draw();
  }).observe(drawing);
}
