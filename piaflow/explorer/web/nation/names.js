// Searching all bodies and parties by any of their names, which are loaded when somebody begins to search.

import { find, fold, make } from "./parts.js";
import { load, tell } from "./pieces.js";

const MOST = 30;
const field = find(".search");
const found = find(".found");

function makeHit([id, name, level, others], asked) {
  const alias = fold(name).includes(asked) ? "" : others.find((other) => fold(other).includes(asked));
  const go = () => { found.hidden = true; location.hash = `p${id}`; };
  const words = [make("span", { class: "kind" }, level), make("span", {}, alias ? `${name}（${alias}）` : name)];
  return make("li", {}, make("button", { type: "button", onclick: go }, ...words));
}

async function search() {
  const asked = fold(field.value);
  found.hidden = !asked;
  if (!asked) return;
  const names = await load("names");
  if (!names || fold(field.value) !== asked) return;
  const hits = names.filter(([, name, , others]) => [name, ...others].some((one) => fold(one).includes(asked)));
  const none = make("li", { class: "none" }, "この名のものはありません");
  found.replaceChildren(...(hits.length ? hits.slice(0, MOST).map((hit) => makeHit(hit, asked)) : [none]));
  if (hits.length > MOST) tell(`${hits.length} のうち ${MOST} を示しています。もっと打つと減ります。`);
}

export function listenToSearch() {
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") found.hidden = true;
    if (event.key === "Enter") find("button", found)?.click();
  });
}
