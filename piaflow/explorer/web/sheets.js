// The diagrams of the page: their parts, which of them is shown, and on which side of a change.

import { side, told } from "./dom.js";
import { find, findAll, make, unique } from "./parts.js";
import { documents, facts, isKnown } from "./data.js";
import { listenToHands, makeView } from "./view.js";

export const sheets = findAll("section.diagram").map((root, number) => makeSheet(root, number));
export const page = { sheet: sheets[0], item: "", chosen: null };
export const watchers = []; // called when another diagram is shown
export const listeners = []; // called when something else is chosen

/** Choose a node, an arrow, a flow or a step ({ node }, { arrow } …), or nothing. */
export function choose(chosen) {
  page.chosen = chosen;
  for (const listen of listeners) listen();
}

function makeSheet(root, number) {
  const view = makeView(find(".sheet", root));
  const { name, state, shelf, document: index } = root.dataset;
  const arrows = findAll("g.arrow", view.svg).filter((arrow) => arrow.dataset.id !== undefined);
  const boxes = findAll("g.box", view.svg);
  const about = documents[Number(index)] ?? null;
  return {
    root, number, view, name, state, about, arrows, boxes,
    shelf: Number(shelf),
    index: Number(index),
    earlier: about && about.before >= 0 ? documents[about.before] : null,
    behind: facts.sheets[number].flows,
    steps: facts.sheets[number].steps,
    verdicts: facts.sheets[number].verdicts,
    joined: facts.sheets[number].joined,
    hands: listenToHands(view),
    labels: findAll("g.label", view.svg),
    flows: findAll("tr[data-arrow]", root),
    remarks: findAll("tr[data-number]:not([data-arrow])", root),
    names: new Map(boxes.map((box) => [box.dataset.id, box.dataset.label])),
  };
}

export const findBox = (sheet, name) => sheet.boxes.find((box) => box.dataset.id === name);
export const findBehind = (sheet, arrow) => sheet.behind[arrow.dataset.id] ?? [];
export const findDrawing = (sheet, flow) => sheet.arrows.filter((arrow) => findBehind(sheet, arrow).includes(flow));

/** A flow or node as the sheet's document tells it, or as it was before the change where it is gone. */
export const findFlow = (sheet, id) => sheet.about?.flows.get(id) ?? sheet.earlier?.flows.get(id);
export const findAbout = (sheet, name) => (sheet.about?.nodes.has(name) || !sheet.earlier ? sheet.about : sheet.earlier);

/** The sheet of a document that satisfies a wish: the shown one if it can, else the first. */
export function findSheet(index, wish) {
  const own = sheets.filter((sheet) => sheet.index === index && wish(sheet));
  return own.includes(page.sheet) ? page.sheet : own[0];
}

export function showSheet(sheet) {
  page.sheet = sheet;
  for (const one of sheets) one.root.hidden = one !== sheet;
  for (const part of findAll(".entries")) part.hidden = Number(part.dataset.document) !== sheet.index;
  find(".picture-place", sheet.root).after(side);
  find(".bar", sheet.root).append(told);
  side.hidden = !isKnown;
  sheet.root.classList.toggle("known", isKnown);
  find(".shelf").value = String(sheet.shelf);
  showTabs(sheet);
  showStates(sheet);
  for (const watch of watchers) watch(sheet);
}

function findFirst(shelf, name, state) {
  const own = sheets.filter((sheet) => sheet.shelf === shelf && (!name || sheet.name === name));
  return own.find((sheet) => sheet.state === state) ?? own[0];
}

function showTabs(sheet) {
  const names = unique(sheets.filter((one) => one.shelf === sheet.shelf).map((one) => one.name));
  const tabs = names.map((name) => {
    const goal = findFirst(sheet.shelf, name, sheet.state);
    return make("button", {
      type: "button", role: "tab", "aria-controls": goal.root.id, "aria-selected": String(name === sheet.name),
      tabindex: name === sheet.name ? "0" : "-1", onclick: () => goTo(goal),
    }, name);
  });
  const place = find(".tabs");
  place.replaceChildren(...tabs);
  place.hidden = names.length < 2;
}

function showStates(sheet) {
  const there = sheets.filter((one) => one.shelf === sheet.shelf && one.name === sheet.name && one.state);
  there.sort((one, other) => facts.states.indexOf(one.state) - facts.states.indexOf(other.state));
  const place = find(".states");
  place.replaceChildren(...there.map((one) => make("button", {
    type: "button", "aria-pressed": String(one === sheet), onclick: () => goTo(one, ".states"),
  }, one.state)));
  place.hidden = there.length < 2;
}

/** Show a diagram and keep the focus on the control that asked for it, which was made anew. */
function goTo(sheet, within = ".tabs") {
  showSheet(sheet);
  find(`${within} [aria-selected=true], ${within} [aria-pressed=true]`)?.focus();
}

export function listenToTabs() {
  const turns = { ArrowLeft: -1, ArrowRight: 1 };
  find(".tabs").addEventListener("keydown", (event) => {
    const tabs = findAll("[role=tab]", find(".tabs"));
    const turn = turns[event.key];
    if (!turn) return;
    event.preventDefault();
    tabs[(tabs.indexOf(document.activeElement) + turn + tabs.length) % tabs.length].click();
  });
  find(".shelf").addEventListener("change", (event) => {
    showSheet(findFirst(Number(event.target.value), "", page.sheet.state));
  });
  find(".shelf-place").hidden = unique(sheets.map((sheet) => sheet.shelf)).length < 2;
}

export const findNode = (sheet, name) => findAbout(sheet, name)?.nodes.get(name);
