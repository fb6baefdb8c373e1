// What the page was made of, and what a person has decided: each decision keyed by the address of its field.

import { find } from "./parts.js";

export const facts = JSON.parse(find("#facts").textContent);
export const fields = facts.fields;
export const decisions = new Map(Object.entries(facts.decisions));
export const listeners = [];

const shelf = `piaflow read ${facts.document} ${facts.form} ${fields.length}`;
const held = JSON.stringify(facts.decisions);
let saved = held;

const write = () => JSON.stringify(Object.fromEntries(decisions));
export const isSaved = () => write() === saved;
export const noteSaved = () => { saved = write(); };

export function decide(path, decision) {
  if (decision) decisions.set(path, decision);
  else decisions.delete(path);
  keep();
  for (const listener of listeners) listener();
}

// A browser may keep nothing of a page that was opened from a file: then what was decided lives as long as the page.
let isKept = true;
export const isLost = () => !isKept && !isSaved();

function keep() {
  try { localStorage.setItem(shelf, JSON.stringify({ held, decided: write() })); } catch { isKept = false; }
}

export function takeUp() {
  try {
    const kept = JSON.parse(localStorage.getItem(shelf));
    if (kept?.held !== held) return;
    decisions.clear();
    for (const [path, decision] of Object.entries(JSON.parse(kept.decided))) decisions.set(path, decision);
  } catch { /* nothing was kept */ }
}

const quote = (text) => JSON.stringify(text);
const pair = ([name, state]) => `${quote(name)}: ${state}`;

function writeAnswer(decision) {
  if (decision.boxes) return `boxes: {${Object.entries(decision.boxes).map(pair).join(", ")}}`;
  return decision.blank ? "blank: yes" : `text: ${quote(decision.text)}`;
}

// What does not hold of this document is kept in the file until its field is decided anew.
export function toFile() {
  const entries = Object.entries({ ...facts.refused, ...Object.fromEntries(decisions) }).map(([path, decision]) =>
    [`  ${quote(path)}:`, `    at: ${decision.at}`, `    words: ${quote(decision.words)}`, `    ${writeAnswer(decision)}`,
      ...(decision.note ? [`    note: ${quote(decision.note)}`] : [])].join("\n"));
  const body = entries.length ? `\n${entries.join("\n")}\n` : " {}\n";
  return `# ${facts.document} の読み取りに、人が決めたこと。欄と、決めたときの行とその言葉で引き当てる。\n` +
    `document: ${quote(facts.document)}\ndecisions:${body}`;
}
