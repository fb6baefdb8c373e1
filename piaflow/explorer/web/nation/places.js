// One body or party among all: its documents, and what goes between it and others.

import { find, make, makeButton } from "./parts.js";
import { load, number } from "./pieces.js";
import { makeTable } from "./rows.js";

const place = find(".place");

export const makeLink = (id, name) => (id === null ? document.createTextNode(name) : makeButton(name, () => { location.hash = `p${id}`; }));

function tellSum(told) {
  const words = [told.level, told.prefecture].filter(Boolean);
  if (told.documents.length) words.push(`評価書 ${number(told.documents.length)} 件`);
  words.push(`名指す機関 ${number(told.bodies)}`);
  return words.join("　");
}

function toParts(told, [source, target, assessed, flows, items]) {
  const link = (end) => makeLink(told.ends[end][0], told.ends[end][1]);
  return [link(source), link(target), flows, items, link(assessed)];
}

function show(told) {
  const parts = [
    make("h2", {}, told.name),
    make("p", { class: "sum" }, tellSum(told)),
    makeButton("閉じる", () => { location.hash = ""; }, "close"),
  ];
  if (told.names.length) parts.push(make("p", { class: "sum" }, `ほかの名: ${told.names.join("、")}`));
  if (told.documents.length) {
    parts.push(make("h3", {}, "評価書"), makeTable(["評価書", "様式", "公表日", "流れ", "指摘"], told.documents));
  }
  parts.push(make("h3", {}, "ほかの者との流れ"));
  const heads = ["渡す者", "受け取る者", "流れ", "書かれた項目", "書いている機関"];
  parts.push(told.flows.length ? makeTable(heads, told.flows, (row) => toParts(told, row)) : make("p", {}, "書かれていません。"));
  place.replaceChildren(...parts);
  place.hidden = false;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

export async function goToPlace() {
  const [, id] = location.hash.match(/^#p(\d+)$/) ?? [];
  place.hidden = true;
  if (id === undefined) return;
  const told = await load(`place-${id}`);
  if (told && location.hash === `#p${id}`) show(told);
}
