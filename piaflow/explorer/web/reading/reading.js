// The page of what was read: a person goes from one open field to the next and decides.

import { find, findAll } from "./parts.js";
import { decisions, facts, fields, isLost, isSaved, listeners, noteSaved, takeUp, toFile } from "./data.js";
import { close, isOpen, listOrphans, openForm } from "./forms.js";
import { light, listenToMarks } from "./marks.js";

const desk = find(".desk");
const cards = findAll(".card");
const isField = (card) => card.id.startsWith("f");
const fieldOf = (card) => fields[Number(card.id.slice(1))];
const isTaken = ({ dataset: { at, words } }) => [...decisions.values()].some((one) => one.at === at && one.words === words);
const isWaiting = (card) => (isField(card) ? fieldOf(card).open && !decisions.has(fieldOf(card).path) : !isTaken(card));

function goTo(card) {
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "center" });
  light(card);
}

// What is open is gone through in the order of the list at the top, unread boxes first; once all is decided, every card.
const order = [...findAll(".open a")].map((link) => find(link.getAttribute("href")));

function goOn(step) {
  const isDone = !order.some(isWaiting);
  const all = isDone ? cards : order;
  const waiting = isDone ? cards : order.filter(isWaiting);
  const place = all.indexOf(document.activeElement?.closest(".card"));
  const isNext = (card) => place >= 0 && (all.indexOf(card) - place) * step > 0;
  goTo(step > 0 ? waiting.find(isNext) ?? waiting[0] : waiting.findLast(isNext) ?? waiting.at(-1));
}

function tell(decision) {
  if (!decision) return "";
  if (decision.blank) return "空欄である";
  if (!decision.boxes) return decision.text;
  const ticked = Object.entries(decision.boxes).filter(([, state]) => state === "yes").map(([name]) => name);
  return ticked.length ? ticked.map((name) => `○ ${name}`).join("\n") : "どの印もない";
}

function show() {
  for (const card of cards.filter(isField)) {
    const decision = decisions.get(fieldOf(card).path);
    const told = find(".decided", card);
    told.hidden = !decision;
    told.textContent = decision ? `決定: ${tell(decision)}` : "";
    card.classList.toggle("settled", Boolean(decision));
    find(".decide", card).textContent = decision ? "決め直す" : "決める";
  }
  for (const link of findAll(".open a")) {
    const card = find(link.getAttribute("href"));
    link.classList.toggle("settled", isField(card) ? decisions.has(fieldOf(card).path) : isTaken(card));
  }
  const left = cards.filter((card) => isField(card) && isWaiting(card)).length;
  find(".count", desk).textContent = `決めたこと ${decisions.size}　残り ${left}${isSaved() ? "" : "　（まだ保存していません）"}`;
  find("textarea", desk).value = toFile();
}

function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([toFile()], { type: "application/yaml" }));
  link.download = facts.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  noteSaved();
  show();
}

async function copy() {
  const area = find("textarea", desk);
  try { await navigator.clipboard.writeText(area.value); } catch {
    area.closest("details").open = true;
    area.select();
    document.execCommand("copy");
  }
  find(".count", desk).textContent = "写しました";
}

const ACTS = { back: () => goOn(-1), next: () => goOn(1), save, copy };

function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isOpen()) { close(); return; }
    const at = event.target;
    if (at.matches("input, textarea, select") || at.closest("form")) return;
    if (event.key === "j" || event.key === "k") { event.preventDefault(); goOn(event.key === "j" ? 1 : -1); }
    if (event.key === "Enter" && at.matches(".card") && isField(at)) { event.preventDefault(); openForm(at, listOrphans(at)); }
  });
}

function start() {
  takeUp();
  listeners.push(show);
  for (const hidden of [desk, find(".keys"), ...findAll(".decide")]) hidden.hidden = false;
  for (const button of findAll("[data-act]", desk)) button.addEventListener("click", ACTS[button.dataset.act]);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".open a");
    if (link) { event.preventDefault(); goTo(find(link.getAttribute("href"))); }
    const button = event.target.closest?.(".decide");
    if (button) openForm(button.closest(".card"), listOrphans(button.closest(".card")));
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.(".card");
    if (card) light(card);
  });
  listenToMarks(goTo);
  listenToKeys();
  window.addEventListener("beforeunload", (event) => { if (isLost()) event.preventDefault(); });
  show();
}

start();
