// Tables, of which the first rows are shown, and more when they are asked for.

import { make, makeButton } from "./parts.js";
import { number } from "./pieces.js";

const STEP = 20;

const isNumber = (value) => typeof value === "number";
const print = (value) => (isNumber(value) ? number(value) : Array.isArray(value) ? value.join("、") : value ?? "");

function makeRow(heads, row) {
  const cells = row.map((value, place) => {
    const words = value instanceof Node ? value : print(value);
    return make("td", { "data-head": heads[place], class: isNumber(value) ? "count" : "" }, words);
  });
  return make("tr", {}, ...cells);
}

// `rows` are lists of values, or of parts of the page that `toRow` makes of them.
export function makeTable(heads, rows, toRow = (row) => row) {
  const body = make("tbody");
  const head = make("tr", {}, ...heads.map((word) => make("th", { scope: "col" }, word)));
  const more = makeButton("", () => grow(), "more");
  let shown = 0;
  function grow() {
    body.append(...rows.slice(shown, shown + STEP).map((row) => makeRow(heads, toRow(row))));
    shown = Math.min(shown + STEP, rows.length);
    more.textContent = `さらに示す（${number(shown)}/${number(rows.length)}）`;
    more.hidden = shown === rows.length;
  }
  grow();
  return make("div", { class: "wide" }, make("table", {}, make("thead", {}, head), body), more);
}
