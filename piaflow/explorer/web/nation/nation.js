// The page of a corpus: tiles, ribbons, search, tables, and the place of one body.

import { find, make } from "./parts.js";
import { facts, load, number } from "./pieces.js";
import { goToPlace } from "./places.js";
import { showTiles } from "./tiles.js";
import { showLevels } from "./levels.js";
import { listenToSearch } from "./names.js";
import { makeTable } from "./rows.js";

const question = find(".question");

async function showTable() {
  const told = question.value && (await load(`table-${question.value}`));
  if (!told) return;
  const rest = told.count > told.rows.length ? `はじめの ${number(told.rows.length)} 行（全部は piaflow corpus で）` : "";
  find(".table").replaceChildren(make("p", { class: "sum" }, `${number(told.count)} 行　${rest}`), makeTable(told.heads, told.rows));
}

const { documents, bodies, flows, broken } = facts.sums;
find("header .sum").textContent = `評価書 ${number(documents)} 件、評価実施機関 ${number(bodies)}、流れ ${number(flows)}`
  + (broken ? `（読めずに入っていないファイル ${number(broken)}）` : "");
question.append(make("option", { value: "" }, "選んでください"), ...facts.tables.map(([name, title]) => make("option", { value: name }, title)));
question.addEventListener("change", showTable);
showTiles();
showLevels();
listenToSearch();
addEventListener("hashchange", goToPlace);
goToPlace();
