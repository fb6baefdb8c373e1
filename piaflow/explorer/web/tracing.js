// A chosen item: where it goes, where it may go, where it stops. What is lit is what `piaflow trace` answers.

import { say, SILENT } from "./dom.js";
import { find, findAll, make, makeDrawn } from "./parts.js";
import { canJoin, facts, findTrace, VERDICTS } from "./data.js";
import { choose, page } from "./sheets.js";
import { light } from "./lighting.js";

const BESIDE = [10, 16, 24, 36]; // of the picture: how far a sign may stand from its line
const ROOM = 7; // of the picture: what a sign needs around its middle

const isJoined = (about) => canJoin(about) && find(".scope").value === "joined";
export const findTraceOf = (about) => (page.item ? findTrace(about, page.item, isJoined(about)) : null);
export const findShownTrace = (sheet) => findTraceOf(sheet.about);

export function showTrace(sheet) {
  for (const badge of findAll("g.sign", sheet.view.svg)) badge.remove();
  const trace = findShownTrace(sheet);
  const words = trace && (isJoined(sheet.about) ? sheet.joined : sheet.verdicts)[page.item];
  const findWord = (id) => (words ? words[id] ?? "none" : "");
  for (const part of [...sheet.arrows, ...sheet.boxes]) mark(part, findWord(part.dataset.id));
  for (const label of sheet.labels) mark(label, findWord(label.dataset.arrow));
  sheet.view.svg.classList.toggle("has-trace", Boolean(trace));
  if (trace) addSigns(sheet);
  showLegend(trace);
}

function mark(part, word) {
  if (!word) {
    delete part.dataset.trace;
    part.removeAttribute("aria-description");
    return;
  }
  part.dataset.trace = word;
  part.setAttribute("aria-description", VERDICTS[word].said);
}

/** Signs on the lines, so that nobody needs colours to tell a possible flow and a stop from a certain flow. */
function addSigns(sheet) {
  const others = findAll("g.badge, g.name", sheet.view.svg);
  const taken = [...sheet.labels, ...sheet.boxes, ...others].map((part) => part.getBBox());
  for (const arrow of sheet.arrows) {
    const sign = VERDICTS[arrow.dataset.trace]?.sign;
    if (sign) find("g.picture", sheet.view.svg).append(makeSign(sign, findFree(find("path.hit", arrow), taken)));
  }
}

/** The place on a line that is nearest to its middle among those that are free, else beside it, else the freest. */
function findFree(path, taken) {
  const length = path.getTotalLength();
  const shares = Array.from({ length: 41 }, (_, n) => (n % 2 ? 0.5 + (n + 1) / 90 : 0.5 - n / 90));
  const places = shares.map((share) => path.getPointAtLength(length * share));
  const on = findRoomiest(places, taken);
  const place = on.room < 0 ? findRoomiest([on.place, ...places.flatMap(listBeside)], taken).place : on.place;
  taken.push({ x: place.x - 5, y: place.y - 5, width: 10, height: 10 });
  return place;
}

function findRoomiest(places, taken) {
  const rooms = places.map((place) => Math.min(ROOM, ...taken.map((other) => findGap(place, other))));
  const room = Math.max(...rooms);
  return { room, place: places[rooms.indexOf(room)] };
}

/** A short line may lie wholly under its own words: its sign stands beside them then. */
const listBeside = ({ x, y }) =>
  BESIDE.flatMap((by) => [{ x, y: y - by }, { x, y: y + by }, { x: x - by, y }, { x: x + by, y }]);

/** How far a point is from a rectangle; less than nothing inside it. */
const findGap = ({ x, y }, { x: left, y: top, width, height }) =>
  Math.max(left - x, x - left - width, top - y, y - top - height);

function makeSign(sign, { x, y }) {
  const group = makeDrawn("g", { class: "sign" });
  const words = makeDrawn("text", { x, y: y + 3.4, "text-anchor": "middle", "font-size": 9 });
  words.textContent = sign;
  group.append(makeDrawn("circle", { cx: x, cy: y, r: 6 }), words);
  return group;
}

function showLegend(trace) {
  const legend = find(".legend");
  legend.hidden = !trace;
  if (!trace) return;
  const samples = Object.entries(VERDICTS).map(([name, { sign, said }]) =>
    make("span", { class: "sample" }, make("i", { class: name, "aria-hidden": "true" }), `${sign} ${said}`.trim()));
  legend.replaceChildren(`「${trace.item}」：`, ...samples);
}

export function chooseItem(item) {
  page.item = item;
  find(".trace").value = item;
  light(page.sheet, []);
  showTrace(page.sheet);
  const trace = findShownTrace(page.sheet);
  say(trace ? trace.told : SILENT);
  choose(null);
}

export function listTraces(sheet) {
  const items = Object.keys(isJoined(sheet.about) ? facts.joined.traces : sheet.about?.traces ?? {});
  const options = items.map((item) => make("option", { value: item }, item));
  find(".trace").replaceChildren(make("option", { value: "" }, "たどらない"), ...options);
  if (!items.includes(page.item)) page.item = "";
  find(".trace").value = page.item;
  find(".trace-place").hidden = items.length === 0;
  find(".scope-place").hidden = !canJoin(sheet.about);
}
