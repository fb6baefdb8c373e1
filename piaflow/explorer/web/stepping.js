// The steps of a diagram in their order: one at a time, or played.

const player = { timer: 0, at: new Map() };

/** The numbers of the 備考 that an arrow bears, in the order of the 備考; then those that only arrows bear. */
function findSteps(sheet) {
  const drawn = unique(sheet.arrows.map((arrow) => arrow.dataset.number).filter(Boolean));
  const listed = unique(sheet.remarks.map((row) => row.dataset.number)).filter((number) => drawn.includes(number));
  return unique([...listed, ...drawn]);
}

function goToStep(number) {
  const { sheet } = page;
  const steps = findSteps(sheet);
  const arrows = sheet.arrows.filter((arrow) => arrow.dataset.number === number);
  const words = [...arrows.map((arrow) => tell(sheet, arrow)), ...tellRemarks(sheet, arrows)];
  player.at.set(sheet.number, number);
  page.chosen = { step: number };
  light(sheet, arrows, { words: [`手順 ${steps.indexOf(number) + 1}／${steps.length}`, ...words].join("\n") });
  if (arrows[0]) sheet.view.bring(arrows[0]);
  showDetails();
}

/** Go on by a turn; tell whether there was a step to go to. */
function turnStep(turn) {
  const steps = findSteps(page.sheet);
  const at = steps.indexOf(player.at.get(page.sheet.number));
  const next = at < 0 ? (turn > 0 ? 0 : steps.length - 1) : at + turn;
  if (next < 0 || next >= steps.length) return false;
  goToStep(steps[next]);
  return true;
}

function stopPlaying() {
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
  const steps = findSteps(page.sheet);
  if (player.at.get(page.sheet.number) === steps.at(-1)) player.at.delete(page.sheet.number);
  play();
}

function listenToPlayer() {
  const acts = {
    back: () => { stopPlaying(); turnStep(-1); },
    next: () => { stopPlaying(); turnStep(1); },
    play: () => (player.timer ? stopPlaying() : startPlaying()),
  };
  for (const button of findAll("[data-play]")) button.addEventListener("click", acts[button.dataset.play]);
}

function showPlayer(sheet) {
  stopPlaying();
  find(".player").hidden = findSteps(sheet).length === 0;
}
