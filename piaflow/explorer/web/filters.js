// The filter: what does not match is faded in the picture and left out of the list of flows.

import { say, SILENT } from "./dom.js";
import { find, findAll, make, unique } from "./parts.js";
import { findOwner } from "./data.js";
import { findAbout, findBehind, findFlow, findNode, page } from "./sheets.js";

const controls = new Map(findAll("[data-filter]").map((control) => [control.dataset.filter, control]));

export function listFilters(sheet) {
  const flows = sheet.arrows.flatMap((arrow) => findBehind(sheet, arrow)).map((id) => findFlow(sheet, id)).filter(Boolean);
  const ends = unique(flows.flatMap((flow) => [flow.source, flow.target]));
  const options = {
    item: flows.flatMap((flow) => flow.carried),
    kind: sheet.about ? flows.map((flow) => flow.kind) : sheet.flows.map((row) => find(".kind", row).textContent),
    file: flows.map((flow) => flow.file).concat([...sheet.names.keys()].filter((name) => "holder" in (findNode(sheet, name) ?? {}))),
    step: sheet.steps,
    party: ends.map((name) => findOwner(findAbout(sheet, name), name)),
  };
  for (const [name, control] of controls) fillFilter(control, unique(options[name].filter(Boolean)));
}

function fillFilter(control, values) {
  const kept = values.includes(control.value) ? control.value : "";
  const all = make("option", { value: "" }, "すべて");
  control.replaceChildren(all, ...values.map((value) => make("option", { value }, value)));
  control.value = kept;
  control.closest("label").hidden = values.length === 0;
}

function matches(sheet, arrow, wanted) {
  if (arrow.dataset.line === "HELD") return matchesHolding(sheet, arrow, wanted);
  if (!sheet.about) {
    const row = sheet.flows.find((flow) => flow.dataset.arrow === arrow.dataset.id);
    const kind = find(".kind", row).textContent;
    return (!wanted.kind || kind === wanted.kind) && (!wanted.step || arrow.dataset.number === wanted.step);
  }
  return findBehind(sheet, arrow).some((id) => matchesFlow(sheet, findFlow(sheet, id), wanted));
}

function matchesFlow(sheet, flow, { item, kind, file, step, party }) {
  if (!flow) return false;
  const ends = [flow.source, flow.target];
  return (!item || flow.carried.includes(item))
    && (!kind || flow.kind === kind)
    && (!file || flow.file === file || ends.includes(file))
    && (!step || flow.step === step)
    && (!party || ends.some((name) => findOwner(findAbout(sheet, name), name) === party));
}

function matchesHolding(sheet, arrow, { item, kind, file, step, party }) {
  const { source, target } = arrow.dataset;
  const hasOwner = [source, target].some((name) => findOwner(findAbout(sheet, name), name) === party);
  return !item && !kind && !step && (!file || target === file) && (!party || hasOwner);
}

const findWanted = () => Object.fromEntries([...controls].map(([name, control]) => [name, control.value]));

export function showFiltered(sheet) {
  const wanted = findWanted();
  const isOn = Object.values(wanted).some(Boolean);
  const left = sheet.arrows.filter((arrow) => !isOn || matches(sheet, arrow, wanted));
  const ids = new Set(left.map((arrow) => arrow.dataset.id));
  const ends = new Set(left.flatMap((arrow) => [arrow.dataset.source, arrow.dataset.target]));
  for (const arrow of sheet.arrows) arrow.classList.toggle("out", !ids.has(arrow.dataset.id));
  for (const label of sheet.labels) label.classList.toggle("out", !ids.has(label.dataset.arrow));
  for (const row of sheet.flows) row.hidden = !ids.has(row.dataset.arrow);
  for (const box of sheet.boxes) box.classList.toggle("out", isOn && !ends.has(box.dataset.id));
  return isOn ? left.length : -1;
}

export function listenToFilters() {
  const show = () => {
    const left = showFiltered(page.sheet);
    say(left < 0 ? SILENT : `絞り込み：${left} 件の流れ（全 ${page.sheet.arrows.length} 件）`);
  };
  for (const control of controls.values()) control.addEventListener("change", show);
  find(".clear").addEventListener("click", () => {
    for (const control of controls.values()) control.value = "";
    show();
  });
}

export function filterBy(name, value) {
  find(".filters").open = true;
  const control = controls.get(name);
  control.value = value;
  control.dispatchEvent(new Event("change"));
}
