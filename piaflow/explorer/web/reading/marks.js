// What is marked on the paper belongs to a card beside it: each leads to the other.

import { find, findAll } from "./parts.js";

const names = (mark) => mark.dataset.marks.split(" ");
const marks = new Map();
for (const mark of findAll("[data-marks]")) {
  for (const name of names(mark)) marks.set(name, [...(marks.get(name) ?? []), mark]);
}

export function light(card) {
  for (const mark of findAll(".paper .lit")) mark.classList.remove("lit");
  for (const other of findAll(".card.here")) other.classList.toggle("here", other === card);
  if (!card) return;
  card.classList.add("here");
  const own = marks.get(card.id) ?? [];
  for (const mark of own) mark.classList.add("lit");
  if (own.length) bringUp(own[0]);
}

// The paper stays in sight beside its cards: it is moved inside its frame, never the page.
function bringUp(mark) {
  const paper = mark.closest(".paper");
  const [frame, place] = [paper.getBoundingClientRect(), mark.getBoundingClientRect()];
  paper.scrollTop += place.top - frame.top - Math.max((frame.height - place.height) / 3, 0);
  if (place.left < frame.left || place.right > frame.right) paper.scrollLeft += place.left - frame.left - 20;
}

export function listenToMarks(goTo) {
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("[data-marks]");
    if (!mark || String(getSelection())) return;
    const lit = names(mark).map((name) => find(`#${name}`));
    goTo(lit[(lit.findIndex((card) => card.classList.contains("here")) + 1) % lit.length]);
  });
}
