// A chosen item: where it goes, where it may go, where it stops. What is lit is what `piaflow trace` answers.

const STRONGEST = ["definite", "possible", "derived", "stop", "none"];
const LEGEND = { definite: "届く", derived: "◇ 別の形で届く", possible: "○ 届きうる", stop: "× ここで止まる", none: "関わらない" };

const SPOKEN = { definite: "届く", derived: "別の形で届く", possible: "届きうる", stop: "ここで止まる", none: "関わらない" };
const ROOM = 7; // of the picture: what a sign needs around its middle

/** What certainly has only another form of the item may still have the item itself: then that is told. */
function judge(answer, item) {
  if (!answer || answer.reach === "none") return answer?.stops ? "stop" : "none";
  if (answer.reach === "definite" && answer.as.includes(item)) return "definite";
  return answer.reach === "possible" || answer.possibly_as.includes(item) ? "possible" : "derived";
}

function judgeArrow(sheet, arrow, trace, was) {
  if (arrow.dataset.line === "HELD") {
    return (trace.node.get(arrow.dataset.target)?.reach ?? "none") === "none" ? "none" : "";
  }
  const answers = findBehind(sheet, arrow).map((id) => trace.flow.get(id) ?? was?.flow.get(id)).filter(Boolean);
  return STRONGEST.find((word) => answers.some((answer) => judge(answer, trace.item) === word)) ?? "none";
}

const isJoined = (about) => canJoin(about) && find(".scope").value === "joined";
const findTraceOf = (about) => (page.item ? findTrace(about, page.item, isJoined(about)) : null);
const findShownTrace = (sheet) => findTraceOf(sheet.about);

function showTrace(sheet) {
  for (const badge of findAll("g.sign", sheet.view.svg)) badge.remove();
  const trace = findShownTrace(sheet);
  const was = trace && findTrace(sheet.earlier, page.item);
  for (const arrow of sheet.arrows) mark(arrow, trace ? judgeArrow(sheet, arrow, trace, was) : "");
  for (const label of sheet.labels) {
    const own = sheet.arrows.find((arrow) => arrow.dataset.id === label.dataset.arrow);
    mark(label, own?.dataset.trace ?? "");
  }
  for (const box of sheet.boxes) {
    const answer = trace && (trace.node.get(box.dataset.id) ?? was?.node.get(box.dataset.id));
    mark(box, trace ? judge(answer, trace.item) : "");
  }
  sheet.view.svg.classList.toggle("has-trace", Boolean(trace));
  if (trace) addSigns(sheet);
  showLegend(trace);
}

function mark(part, word) {
  if (!word) {
    delete part.dataset.trace;
    part.removeAttribute("aria-description");
    return;
  }
  part.dataset.trace = word;
  part.setAttribute("aria-description", SPOKEN[word]);
}

/** Signs on the lines, so that nobody needs colours to tell a possible flow and a stop from a certain flow. */
function addSigns(sheet) {
  const others = findAll("g.badge, g.name", sheet.view.svg);
  const taken = [...sheet.labels, ...sheet.boxes, ...others].map((part) => part.getBBox());
  for (const arrow of sheet.arrows) {
    const sign = { derived: "◇", possible: "○", stop: "×" }[arrow.dataset.trace];
    if (sign) find("g.picture", sheet.view.svg).append(makeSign(sign, findFree(find("path.hit", arrow), taken)));
  }
}

/** The place on a line that is nearest to its middle among those that are free, else the freest. */
function findFree(path, taken) {
  const length = path.getTotalLength();
  const shares = Array.from({ length: 41 }, (_, n) => (n % 2 ? 0.5 + (n + 1) / 90 : 0.5 - n / 90));
  const places = shares.map((share) => path.getPointAtLength(length * share));
  const rooms = places.map((place) => Math.min(ROOM, ...taken.map((other) => findGap(place, other))));
  const place = places[rooms.indexOf(Math.max(...rooms))];
  taken.push({ x: place.x - 5, y: place.y - 5, width: 10, height: 10 });
  return place;
}

/** How far a point is from a rectangle; less than nothing inside it. */
const findGap = ({ x, y }, { x: left, y: top, width, height }) =>
  Math.max(left - x, x - left - width, top - y, y - top - height);

function makeSign(sign, { x, y }) {
  const group = makeDrawn("g", { class: "sign" });
  const words = makeDrawn("text", { x, y: y + 3.4, "text-anchor": "middle", "font-size": 9 });
  words.textContent = sign;
  group.append(makeDrawn("circle", { cx: x, cy: y, r: 6 }), words);
  return group;
}

function showLegend(trace) {
  const legend = find(".legend");
  legend.hidden = !trace;
  if (!trace) return;
  const samples = Object.entries(LEGEND).map(([name, words]) =>
    make("span", { class: "sample" }, make("i", { class: name, "aria-hidden": "true" }), words));
  legend.replaceChildren(`「${trace.item}」：`, ...samples);
}

/** How surely an item is there, and as what where it certainly is there in another form only. */
function tellReach(trace, answer) {
  const isOther = answer.reach === "definite" && !answer.as.includes(trace.item);
  return `${isOther ? `${answer.as.join("、")}として` : ""}${REACH[answer.reach]}`;
}

function tellTrace(trace) {
  const count = (word) => trace.nodes.filter((node) => judge(node, trace.item) === word).length;
  const told = ["definite", "derived", "possible"].map((word) => `${SPOKEN[word]} ${count(word)}`);
  return `「${trace.item}」：${told.join("、")}、届かない ${count("none")}`;
}

function chooseItem(item) {
  page.item = item;
  page.chosen = null;
  find(".trace").value = item;
  light(page.sheet, []);
  showTrace(page.sheet);
  const trace = findShownTrace(page.sheet);
  say(trace ? tellTrace(trace) : SILENT);
  showDetails();
}

function listTraces(sheet) {
  const items = Object.keys(isJoined(sheet.about) ? facts.joined.traces : sheet.about?.traces ?? {});
  const options = items.map((item) => make("option", { value: item }, item));
  find(".trace").replaceChildren(make("option", { value: "" }, "たどらない"), ...options);
  if (!items.includes(page.item)) page.item = "";
  find(".trace").value = page.item;
  find(".trace-place").hidden = items.length === 0;
  find(".scope-place").hidden = !canJoin(sheet.about);
}
