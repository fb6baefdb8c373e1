// The search over nodes, flows, items and steps of all documents.

import { say, side } from "./dom.js";
import { clamp, find, findAll, fold, make, unique } from "./parts.js";
import { isKnown } from "./data.js";
import { findBehind, findFlow, findNode, page, sheets, showSheet } from "./sheets.js";
import { chooseItem } from "./tracing.js";
import { goToStep } from "./stepping.js";
import { chooseArrow, chooseNode } from "./details.js";
import { filterBy } from "./filters.js";

const MOST_HITS = 40;

function makeIndex() {
  return sheets.flatMap((sheet) => [
    ...sheet.boxes.map((box) => indexBox(sheet, box)),
    ...sheet.arrows.filter((arrow) => arrow.dataset.line !== "HELD").map((arrow) => indexArrow(sheet, arrow)),
    ...sheet.remarks.filter((row) => find("button", row)).map((row) => indexRemark(sheet, row)),
    ...indexItems(sheet),
  ]);
}

function indexBox(sheet, box) {
  const { id, label } = box.dataset;
  const aliases = findNode(sheet, id)?.aliases ?? [];
  const kind = box.dataset.shape === "FILE" ? "ファイル" : findNode(sheet, id)?.kind ?? "箱";
  return { sheet, kind, label, aliases, key: `箱 ${id}`, words: [label, ...aliases], act: () => chooseNode(id) };
}

function indexArrow(sheet, arrow) {
  const { number, text, id } = arrow.dataset;
  const flows = findBehind(sheet, arrow).map((one) => findFlow(sheet, one)).filter(Boolean);
  const ends = `${sheet.names.get(arrow.dataset.source)} → ${sheet.names.get(arrow.dataset.target)}`;
  const items = flows.flatMap((flow) => flow.items);
  const label = [number, ends, text].filter(Boolean).join(" ");
  const key = `流れ ${flows.map((flow) => flow.id).join() || id}`;
  return { sheet, kind: "流れ", label, key, words: [label, ...items], act: () => chooseArrow(arrow) };
}

function indexRemark(sheet, row) {
  const words = `${row.dataset.number} ${find("td", row).textContent}`;
  return { sheet, kind: "手順", label: words, key: `手順 ${sheet.name} ${words}`, words: [words], act: () => goToStep(row.dataset.number) };
}

function indexItems(sheet) {
  if (!sheet.about) return [];
  const drawn = sheet.arrows.flatMap((arrow) => findBehind(sheet, arrow)).flatMap((id) => findFlow(sheet, id)?.carried ?? []);
  const traced = Object.keys(sheet.about.traces);
  return unique([...traced, ...drawn]).map((item) => ({
    sheet, kind: traced.includes(item) ? "項目をたどる" : "項目で絞る", label: item, key: `項目 ${item}`, words: [item],
    act: () => (traced.includes(item) ? chooseItem(item) : filterBy("item", item)),
  }));
}

/** One hit for what several diagrams of a document show: that of the shown diagram, if it is there. */
function search(index, text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const hits = new Map();
  for (const entry of index) {
    const name = `${entry.sheet.shelf} ${entry.key}`;
    const isNearer = !hits.has(name) || entry.sheet === page.sheet;
    if (isNearer && entry.words.some((word) => fold(word).includes(wanted))) hits.set(name, entry);
  }
  const rank = (hit) => (hit.sheet === page.sheet ? 0 : hit.sheet.shelf === page.sheet.shelf ? 1 : 2);
  const at = (hit) => fold(hit.label).indexOf(wanted);
  const depth = (hit) => (fold(hit.label) === wanted ? 0 : at(hit) < 0 ? 3 : at(hit) === 0 ? 1 : 2);
  return [...hits.values()].sort((a, b) => depth(a) - depth(b) || rank(a) - rank(b));
}

/** The hit's own name, and the other name by which it was found. */
function tellHit(hit, text) {
  const isNamed = !hit.aliases || fold(hit.label).includes(fold(text));
  return isNamed ? hit.label : `${hit.label}（別名 ${hit.aliases.find((alias) => fold(alias).includes(fold(text)))}）`;
}

function tellPlace(hit) {
  const several = unique(sheets.map((sheet) => sheet.shelf)).length > 1;
  return [several ? hit.sheet.about.title : "", hit.sheet.name, hit.sheet.state].filter(Boolean).join("　");
}

export function listenToSearch() {
  const [field, list] = [find(".search"), find(".found")];
  const index = makeIndex();

  function close() {
    list.hidden = true;
    list.replaceChildren();
  }

  function pick(hit) {
    const isHeld = list.contains(document.activeElement);
    close();
    if (hit.sheet !== page.sheet) showSheet(hit.sheet);
    hit.act();
    if (isHeld) (isKnown ? side : page.sheet.view.sheet).focus({ preventScroll: true });
  }

  function show() {
    const hits = search(index, field.value);
    list.replaceChildren(...hits.slice(0, MOST_HITS).map((hit) => make("li", {}, make("button", { type: "button", onclick: () => pick(hit) },
      make("span", { class: "kind" }, hit.kind), make("span", {}, tellHit(hit, field.value)), make("span", { class: "where" }, tellPlace(hit))))));
    if (fold(field.value) && !hits.length) list.replaceChildren(make("li", { class: "none" }, "見つかりません"));
    list.hidden = !fold(field.value);
    if (fold(field.value)) say(`「${field.value}」：${hits.length} 件`);
  }

  field.addEventListener("input", show);
  field.addEventListener("focus", () => fold(field.value) && show());
  find(".search-place").addEventListener("keydown", (event) => {
    const stops = [field, ...findAll("button", list)];
    const turn = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { close(); field.focus(); }
    if (event.key === "Enter" && event.target === field) find("button", list)?.click();
    if (!turn) return;
    event.preventDefault();
    stops[clamp(stops.indexOf(document.activeElement) + turn, 0, stops.length - 1)].focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!find(".search-place").contains(event.target)) close();
  });
}
