// The controls by which a person decides what stands in a field. They are made when a card is opened.

import { find, findAll, make, makeButton } from "./parts.js";
import { decide, decisions, fields } from "./data.js";

const STATES = [["yes", "○ ある"], ["no", "― ない"], ["unknown", "？ 不明"]];
let open = null;

export const isOpen = () => open !== null;

export function close() {
  if (!open) return;
  const { card, form } = open;
  open = null;
  form.remove();
  card.classList.remove("opened");
  find(".decide", card).hidden = false;
  card.focus({ preventScroll: true });
}

export function openForm(card, orphans) {
  close();
  const field = fields[Number(card.id.slice(1))];
  const known = decisions.get(field.path);
  const chosen = { at: known?.at ?? field.at, words: known?.words ?? field.words };
  const parts = field.ticks.length ? makeTicks(field, known) : makeWords(field, known, chosen, orphans);
  const warning = make("p", { class: "warning", role: "alert" });
  const take = (event) => {
    event.preventDefault();
    const told = parts.read();
    if (typeof told === "string") { warning.textContent = told; return; }
    close();
    decide(field.path, { ...chosen, ...told, ...(known?.note ? { note: known.note } : {}) });
  };
  const cancel = known ? [makeButton("決定を取り消す", () => { close(); decide(field.path, null); }, "plain")] : [];
  const form = make("form", { class: "form", onsubmit: take }, ...parts.controls, warning,
    make("div", { class: "acts" }, make("button", { type: "submit", class: "main" }, "決める"),
      makeButton("やめる（Esc）", close, "plain"), ...cancel));
  find(".decide", card).hidden = true;
  card.append(form);
  card.classList.add("opened");
  open = { card, form };
  (find("input[value=unknown]:checked", form) ?? find("input:checked, select, textarea", form)).focus();
  form.scrollIntoView({ block: "nearest" });
}

function makeTicks(field, known) {
  const rows = field.ticks.map(([name, state, written, takesWords], place) => {
    const told = Object.entries(known?.boxes ?? {}).find(([key]) => key === name || key.startsWith(`${name}（`));
    const [as, now] = told ?? [written, state];
    const radios = STATES.map(([value, words]) => make("label", {}, make("input", {
      type: "radio", name: `tick${place}`, value, ...(value === now ? { checked: "" } : {}),
    }), words));
    const inside = as.slice(name.length).replace(/^（/, "").replace(/）件?$/, "");
    const beside = takesWords
      ? [make("label", { class: "beside" }, "括弧の中", make("input", { type: "text", value: inside }))] : [];
    return { name, row: make("div", { class: "tick", role: "radiogroup", "aria-label": name },
      make("span", { class: "name" }, name), ...radios, ...beside) };
  });
  const read = () => ({ boxes: Object.fromEntries(rows.map(({ name, row }) => {
    const beside = find("input[type=text]", row)?.value.trim();
    return [beside ? `${name}（${beside}）` : name, find("input:checked", row)?.value ?? "unknown"];
  })) });
  return { controls: rows.map(({ row }) => row), read };
}

function makeWords(field, known, chosen, orphans) {
  // one alone is proposed; of several a person picks
  const only = field.rivals.length === 1 && !known && !field.text ? field.rivals[0] : null;
  const text = known ? known.text ?? "" : field.text || (only?.[0] ?? "");
  if (only) [, chosen.at, chosen.words] = only;
  const answer = field.choices.length ? makeChoice(field, text) : makeText(text);
  const blank = make("input", { type: "checkbox", ...(known?.blank ? { checked: "" } : {}) });
  const told = new Set(field.rivals.map(([, at]) => at));
  const offered = [...field.rivals, ...(field.choices.length ? [] : orphans.filter(([, at]) => !told.has(at)))];
  const rivals = offered.map(([words, at, printed]) => makeButton(`${words}（${at}行）`, () => {
    answer.put(words);
    blank.checked = false;
    Object.assign(chosen, { at, words: printed });
  }, "rival"));
  const read = () => {
    if (blank.checked) return { blank: true };
    const told = answer.tell();
    return told ? { text: told } : "言葉が空です。空欄なら「空欄である」に印を付けます。";
  };
  const list = rivals.length ? [make("p", { class: "how" }, "選ぶと下に入ります"), make("div", { class: "offer" }, ...rivals)] : [];
  return { controls: [...list, ...answer.controls, make("label", { class: "blank" }, blank, "空欄である")], read };
}

function makeText(text) {
  const area = make("textarea", { rows: String(Math.min(Math.max(text.split("\n").length, 2), 10)) });
  area.value = text;
  return {
    controls: [make("label", {}, "この欄の言葉", area)],
    put: (words) => { area.value = words; area.focus(); },
    tell: () => area.value.trim(),
  };
}

function makeChoice(field, text) {
  const part = (words) => words.match(/^(.*?)(?:（(\d+)件）)?$/s).slice(1);
  const [told, count] = part(text);
  const options = ["", ...field.choices].map((choice) =>
    make("option", { value: choice, ...(choice === told ? { selected: "" } : {}) }, choice || "選んでください"));
  const select = make("select", {}, ...options);
  const number = make("input", { type: "number", min: "0", max: "9999", value: count ?? "" });
  return {
    controls: [make("label", {}, "選ばれている選択肢", select), ...(field.counts ? [make("label", {}, "件数", number)] : [])],
    put: (words) => {
      const [choice, counted] = part(words);
      if (field.choices.includes(choice)) select.value = choice;
      if (counted) number.value = counted;
      select.focus();
    },
    tell: () => (field.counts && select.value && number.value ? `${select.value}（${number.value}件）` : select.value),
  };
}

export function listOrphans(card) {
  return findAll(".card.orphan", card.closest(".leaf")).map((orphan) => {
    const { at, words } = orphan.dataset;
    return [words, at, words];
  });
}
