// What happens on a page: clicks and keys on the pictures and tables; then the first diagram is shown.

import { say, side, tools } from "./dom.js";
import { find } from "./parts.js";
import { isKnown } from "./data.js";
import { listenToKeys, printWhole } from "./view.js";
import { findBox, findNode, listenToTabs, page, sheets, showSheet, watchers } from "./sheets.js";
import { addHits, findArrows, findTouching, isSame, light, lit, paint, tell } from "./lighting.js";
import { chooseItem, findShownTrace, listTraces, showTrace } from "./tracing.js";
import { goToStep, listenToPlayer, showPlayer, stopPlaying } from "./stepping.js";
import { chooseArrow, chooseNode, leave, showDetails } from "./details.js";
import { listenToFilters, listFilters, showFiltered } from "./filters.js";
import { listenToSearch } from "./searching.js";

function findPart(event) {
  const part = event.target.closest?.("g.arrow, g.label, g.box, tr[data-arrow], tr[data-number]");
  return part && page.sheet.root.contains(part) ? part : null;
}

function choosePart(part) {
  if (part.matches("g.box")) {
    if (page.chosen?.node === part.dataset.id) leave();
    else chooseNode(part.dataset.id);
    return;
  }
  const arrows = findArrows(page.sheet, part);
  if (!arrows.length) return;
  if (isSame(arrows, lit.arrows) && !lit.box) leave();
  else if (arrows.length === 1) chooseArrow(arrows[0]);
  else { stopPlaying(); goToStep(part.dataset.number); }
}

document.addEventListener("click", (event) => {
  const { sheet, svg } = page.sheet.view;
  const inSheet = sheet.contains(event.target);
  if (inSheet && page.sheet.hands.isDragged()) return;
  const part = findPart(event);
  if (part) choosePart(part);
  else if (inSheet) leave();
  if (part && !inSheet) svg.scrollIntoView({ block: "nearest" });
});

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("g.box");
  if (!box || ![" ", "Enter"].includes(event.key)) return;
  event.preventDefault();
  choosePart(box);
  if (page.chosen && isKnown) side.focus();
});

side.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const box = page.chosen?.node && findBox(page.sheet, page.chosen.node);
  leave();
  (box || page.sheet.view.sheet).focus();
});

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const part = findPart(event);
  const { sheet } = page;
  paint(sheet, "under", !part ? [] : part.matches("g.box") ? findTouching(sheet, part.dataset.id) : findArrows(sheet, part));
});

for (const sheet of sheets) {
  addHits(sheet);
  listenToKeys(sheet.view, leave);
  printWhole(sheet.view);
  sheet.view.sheet.classList.add("moves");
  sheet.view.svg.setAttribute("role", "group");
  if (sheets.length > 1) sheet.root.setAttribute("role", "tabpanel");
  for (const arrow of sheet.arrows) {
    arrow.setAttribute("role", "img");
    arrow.setAttribute("aria-label", tell(sheet, arrow));
  }
  for (const box of sheet.boxes) {
    const node = findNode(sheet, box.dataset.id);
    for (const [name, value] of Object.entries({ tabindex: "0", role: "button", "aria-pressed": "false" })) box.setAttribute(name, value);
    box.setAttribute("aria-label", `${box.dataset.label}${node?.kind ? `（${node.kind}）` : ""}`);
  }
}

watchers.push(showPlayer, listTraces, listFilters, showFiltered, () => { page.chosen = null; }, (sheet) => light(sheet, []), showTrace, (sheet) => {
  const trace = findShownTrace(sheet);
  if (trace) say(trace.told);
}, showDetails);

find(".trace").addEventListener("change", (event) => chooseItem(event.target.value));
find(".scope").addEventListener("change", () => {
  listTraces(page.sheet);
  chooseItem(page.item);
});
listenToTabs();
listenToFilters();
listenToPlayer();
tools.hidden = false;
showSheet(sheets[0]);
listenToSearch();
