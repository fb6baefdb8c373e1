// The prefectures as tiles of one size, the darker the more of their bodies there are; their bodies when one is chosen.

import { find, findAll, make, makeButton } from "./parts.js";
import { facts, load, number } from "./pieces.js";
import { makeLink } from "./places.js";
import { makeTable } from "./rows.js";

const STEPS = 5;
const tiles = find(".tiles");
const area = find(".area");

async function choose(key, name, tile) {
  const told = await load(key);
  if (!told) return;
  for (const one of findAll("[aria-pressed]", tiles)) one.setAttribute("aria-pressed", one === tile);
  const rows = ([id, body, documents, flows]) => [makeLink(id, body), documents, flows];
  area.replaceChildren(make("h3", {}, name), makeTable(["機関", "評価書", "流れ"], told, rows));
}

function makeTile([name, key, bodies, documents], most) {
  const words = [make("span", { class: "name" }, name.replace(/[都府県]$/, "")), make("span", { class: "count" }, number(bodies))];
  const tile = make("button", { type: "button", class: "tile", "aria-pressed": false }, ...words);
  tile.dataset.step = bodies ? Math.ceil((STEPS * bodies) / most) : 0;
  tile.disabled = !bodies;
  tile.setAttribute("aria-label", `${name}: ${number(bodies)} 機関、評価書 ${number(documents)} 件`);
  tile.addEventListener("click", () => choose(key, name, tile));
  const [column, row] = facts.grid[name] ?? [1, 1];
  tile.style.gridColumn = column;
  tile.style.gridRow = row;
  return tile;
}

export function showTiles() {
  const most = Math.max(1, ...facts.prefectures.map(([, , bodies]) => bodies));
  tiles.append(...facts.prefectures.map((told) => makeTile(told, most)));
  const [key, bodies] = facts.elsewhere;
  if (bodies) tiles.after(makeButton(`都道府県の分からない機関・国の機関 ${number(bodies)}`, () => choose(key, "都道府県の分からない機関・国の機関", null)));
}
