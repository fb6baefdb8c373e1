// The steps of a diagram in their order: one at a time, or played.

import { find, findAll } from "./parts.js";
import { choose, page } from "./sheets.js";
import { light, tell, tellRemarks } from "./lighting.js";

const player = { timer: 0, at: new Map() };

export function goToStep(number) {
  const { sheet } = page;
  const { steps } = sheet;
  const arrows = sheet.arrows.filter((arrow) => arrow.dataset.number === number);
  const words = [...arrows.map((arrow) => tell(sheet, arrow)), ...tellRemarks(sheet, arrows)];
  player.at.set(sheet.number, number);
  light(sheet, arrows, { words: [`手順 ${steps.indexOf(number) + 1}／${steps.length}`, ...words].join("\n") });
  if (arrows[0]) sheet.view.bring(arrows[0]);
  choose({ step: number });
}

/** Go on by a turn; tell whether there was a step to go to. */
function turnStep(turn) {
  const { steps } = page.sheet;
  const at = steps.indexOf(player.at.get(page.sheet.number));
  const next = at < 0 ? (turn > 0 ? 0 : steps.length - 1) : at + turn;
  if (next < 0 || next >= steps.length) return false;
  goToStep(steps[next]);
  return true;
}

export function stopPlaying() {
  clearTimeout(player.timer);
  player.timer = 0;
  showPlaying();
}

function showPlaying() {
  const button = find("[data-play=play]");
  button.textContent = player.timer ? "停止" : "再生";
  button.setAttribute("aria-pressed", String(player.timer !== 0));
}

function play() {
  if (!turnStep(1)) {
    stopPlaying();
    return;
  }
  player.timer = setTimeout(play, Number(find(".pace").value));
  showPlaying();
}

function startPlaying() {
  const { steps } = page.sheet;
  if (player.at.get(page.sheet.number) === steps.at(-1)) player.at.delete(page.sheet.number);
  play();
}

export function listenToPlayer() {
  const acts = {
    back: () => { stopPlaying(); turnStep(-1); },
    next: () => { stopPlaying(); turnStep(1); },
    play: () => (player.timer ? stopPlaying() : startPlaying()),
  };
  for (const button of findAll("[data-play]")) button.addEventListener("click", acts[button.dataset.play]);
}

export function showPlayer(sheet) {
  stopPlaying();
  find(".player").hidden = sheet.steps.length === 0;
}
