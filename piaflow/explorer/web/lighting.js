// A flow, its label, its line of the 備考 and its row light up together.

import { say, SILENT } from "./dom.js";
import { find, findAll, makeDrawn } from "./parts.js";

export const lit = { arrows: [], box: "" };

export function addHits(sheet) {
  for (const arrow of sheet.arrows) {
    const path = [...arrow.children].filter((part) => part.matches("path[fill=none]")).pop();
    path.before(makeDrawn("path", { d: path.getAttribute("d"), class: "hit" }));
  }
}

export function findArrows(sheet, part) {
  const id = part.matches("g.arrow") ? part.dataset.id : part.dataset.arrow;
  if (id !== undefined) return sheet.arrows.filter((arrow) => arrow.dataset.id === id);
  return sheet.arrows.filter((arrow) => arrow.dataset.number && arrow.dataset.number === part.dataset.number);
}

export const findTouching = (sheet, name) =>
  sheet.arrows.filter((arrow) => [arrow.dataset.source, arrow.dataset.target].includes(name));

export function paint(sheet, name, chosen) {
  const ids = new Set(chosen.map((arrow) => arrow.dataset.id));
  const numbers = new Set(chosen.map((arrow) => arrow.dataset.number).filter(Boolean));
  for (const arrow of sheet.arrows) arrow.classList.toggle(name, ids.has(arrow.dataset.id));
  for (const part of [...sheet.labels, ...sheet.flows]) part.classList.toggle(name, ids.has(part.dataset.arrow));
  for (const row of sheet.remarks) row.classList.toggle(name, numbers.has(row.dataset.number));
}

export function tell(sheet, arrow) {
  const { number, text, source, target } = arrow.dataset;
  const row = sheet.flows.find((flow) => flow.dataset.arrow === arrow.dataset.id);
  const kind = row ? find(".kind", row).textContent : "";
  const head = [number, `${sheet.names.get(source)} → ${sheet.names.get(target)}`].filter(Boolean).join(" ");
  return `${head}${text ? `：${text}` : ""}${kind ? `（${kind}）` : ""}`;
}

export function tellRemarks(sheet, arrows) {
  const numbers = new Set(arrows.map((arrow) => arrow.dataset.number).filter(Boolean));
  return sheet.remarks.filter((row) => numbers.has(row.dataset.number)).map((row) => find("td", row).textContent);
}

/** Light arrows (and a box) of the sheet, and those where an item stops; put everything else back. */
export function light(sheet, arrows, { box = "", cut = [], words = "" } = {}) {
  Object.assign(lit, { arrows, box });
  paint(sheet, "lit", arrows);
  paint(sheet, "cut", cut);
  for (const one of sheet.boxes) {
    one.classList.toggle("lit", one.dataset.id === box);
    one.setAttribute("aria-pressed", String(one.dataset.id === box));
  }
  sheet.view.svg.classList.toggle("has-lit", arrows.length + cut.length > 0 || box !== "");
  const lines = [...arrows.map((arrow) => tell(sheet, arrow)), ...tellRemarks(sheet, arrows)];
  say(words || lines.join("\n") || SILENT);
  for (const button of findAll("button.pick", sheet.root)) {
    button.setAttribute("aria-pressed", String(button.closest("tr").classList.contains("lit")));
  }
}

export const isSame = (one, other) => one.length === other.length && one.every((part) => other.includes(part));
