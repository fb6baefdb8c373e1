// Choosing a node or a flow, and the place that tells what is known of it.

import { side } from "./dom.js";
import { make, makeButton, unique } from "./parts.js";
import { isKnown, nameFlow, REACH, SPECIFIC, VERDICTS } from "./data.js";
import { choose, findAbout, findBehind, findBox, findDrawing, findFlow, findSheet, listeners, page, showSheet } from "./sheets.js";
import { findTouching, light } from "./lighting.js";
import { findShownTrace, findTraceOf } from "./tracing.js";
import { stopPlaying } from "./stepping.js";

export function chooseNode(name) {
  stopPlaying();
  const sheet = findBox(page.sheet, name) ? page.sheet : findSheet(page.sheet.index, (one) => findBox(one, name)) ?? page.sheet;
  if (sheet !== page.sheet) showSheet(sheet);
  const trace = findShownTrace(sheet);
  const answer = trace?.node.get(name);
  if (answer && (answer.path.length || answer.cut.length)) lightTraceOf(sheet, name, trace);
  else light(sheet, findTouching(sheet, name), { box: name, words: isKnown ? tellNode(sheet, name) : "" });
  if (findBox(sheet, name)) sheet.view.bring(findBox(sheet, name));
  choose({ node: name });
}

function tellNode(sheet, name) {
  const flows = [...(findAbout(sheet, name)?.flows.values() ?? [])];
  const count = (end) => flows.filter((flow) => flow[end] === name).length;
  return `${name}：受け取る流れ ${count("target")}、渡す流れ ${count("source")}`;
}

function lightTraceOf(sheet, name, trace) {
  const answer = trace.node.get(name);
  const drawn = (ids) => unique(ids.flatMap((id) => findDrawing(sheet, id)));
  const ways = answer.path.length ? `道筋 ${answer.path.length}` : "";
  const stops = answer.cut.length ? `止まる流れ ${answer.cut.length}` : "";
  const words = `${name}：「${trace.item}」は${answer.told}（${[ways, stops].filter(Boolean).join("、")}）`;
  light(sheet, drawn(answer.path), { box: name, cut: drawn(answer.cut), words });
}

export function chooseArrow(arrow) {
  stopPlaying();
  light(page.sheet, [arrow]);
  page.sheet.view.bring(arrow);
  choose({ arrow: arrow.dataset.id });
}

function chooseFlow(id) {
  const sheet = findDrawing(page.sheet, id).length ? page.sheet : findSheet(page.sheet.index, (one) => findDrawing(one, id).length);
  if (sheet && sheet !== page.sheet) showSheet(sheet);
  stopPlaying();
  light(page.sheet, findDrawing(page.sheet, id));
  choose({ flow: id });
}

export function leave() {
  stopPlaying();
  light(page.sheet, []);
  choose(null);
}

function findChosenFlows(sheet) {
  const { arrow, step, flow } = page.chosen;
  const arrows = sheet.arrows.filter((one) => (arrow ? one.dataset.id === arrow : step && one.dataset.number === step));
  return (flow ? [flow] : arrows.flatMap((one) => findBehind(sheet, one))).map((id) => findFlow(sheet, id)).filter(Boolean);
}

export function showDetails() {
  const { sheet } = page;
  if (!sheet.about) return;
  const trace = findShownTrace(sheet);
  const isHeld = side.contains(document.activeElement);
  side.replaceChildren(...(page.chosen ? makeChosen(sheet) : trace ? makeTraceFacts(sheet.about, trace) : makeInvitation(sheet)));
  side.classList.toggle("idle", !page.chosen && !trace);
  side.scrollTop = 0;
  if (isHeld) side.focus();
}

function makeChosen(sheet) {
  const close = makeButton("閉じる", () => { leave(); sheet.view.sheet.focus(); }, "close");
  if (page.chosen.node) return [close, ...makeNodeFacts(findAbout(sheet, page.chosen.node), page.chosen.node)];
  return [close, ...findChosenFlows(sheet).flatMap((flow) => makeFlowFacts(sheet.about, flow))];
}

function makeInvitation(sheet) {
  const { facts: known } = sheet.about;
  return [
    make("h3", {}, sheet.about.title),
    make("p", {}, "図の箱や矢印を選ぶと、何を持ち、どこから、どの根拠で受け取るか、文書の何行目かが、ここに出ます。"),
    makeTerms([["様式", known.assessment.form], ["システム・主体", String(known.nodes.length)], ["ファイル", String(known.files.length)], ["流れ", String(known.flows.length)]]),
    ...makeSources(known.documents),
  ];
}

function makeList(title, rows, tag = "ul") {
  return rows.length ? [make("h4", {}, `${title}（${rows.length}）`), make(tag, {}, ...rows.map((row) => make("li", {}, ...[row].flat())))] : [];
}

function makeTerms(pairs) {
  const told = pairs.filter(([, words]) => words);
  return make("dl", {}, ...told.flatMap(([name, words]) => [make("dt", {}, nameTerm(name, words)), make("dd", {}, words)]));
}

/** A name of a term; where its words hold a ？, it says what that means. */
const nameTerm = (name, words) => (words.includes("？") ? `${name}（？は不明）` : name);

const join = (values) => (values ?? []).join("、");
const makeSpan = (spans) => (spans?.length ? make("span", { class: "span" }, ` 根拠行 ${spans.join(" ")}`) : "");

/** The documents that the lines are of (根拠行 002:365-367 is in the document 002), and what they lack. */
const makeSources = (sources) => [
  ...makeList("根拠行の文書", sources.map((one) => [`${one.key}　${one.file}`])),
  ...makeList("文書の読み取り", sources.flatMap((one) => one.notes)),
];

const makeFlowLink = (flow) => makeButton(nameFlow(flow), () => chooseFlow(flow.id));
const makeNodeLink = (name, about = null) => (about && !about.nodes.has(name) ? name : makeButton(name, () => chooseNode(name)));

function makeFlowLine(flow) {
  const basis = flow.basis.length ? make("span", { class: "basis" }, ` 根拠 ${join(flow.basis)}`) : "";
  return [makeFlowLink(flow), make("div", { class: "carried" }, flow.said), basis, makeSpan(flow.span)];
}

function makeNodeFacts(about, name) {
  const node = about.nodes.get(name);
  if (!node) return [make("h3", {}, name)];
  const flows = [...about.flows.values()];
  const held = about.facts.files.filter((file) => file.holder === name);
  return [
    make("h3", {}, name),
    "holder" in node ? makeFileTerms(node) : makeNodeTerms(node),
    makeSpan(node.span),
    ...makeTraceOf(about, name),
    ...makeList("保有するファイル", held.map((file) => [makeNodeLink(file.name), make("div", { class: "carried" }, file.said), makeSpan(file.span)])),
    ...makeList("受け取る", flows.filter((flow) => flow.target === name || flow.file === name).map(makeFlowLine)),
    ...makeList("渡す", flows.filter((flow) => flow.source === name).map(makeFlowLine)),
    ...makeList("変換", about.facts.conversions.filter((one) => one.at === name).map((one) => [`${one.source} → ${one.target}`, makeSpan(one.span)])),
    ...makeList("Ⅱの記載", findEntries(about, name).map((entry) => [`${entry.name}　${entry.subject ?? entry.recipient ?? ""}`, makeSpan(entry.span)])),
  ];
}

const makeNodeTerms = (node) => makeTerms([
  ["種類", node.kind], ["Ⅰ.2の番号", node.number], ["責任を持つ主体", node.owner === node.name ? "" : node.owner], ["領域", node.zone],
  ["別名", join(node.aliases)], ["接続", join(Object.entries(node.connects).filter(([, box]) => box !== "no").map(([name, box]) => (box === "yes" ? name : `？${name}`)))],
  ["機能", join(node.functions)], ["読み取り", node.inferred],
]);

const makeFileTerms = (file) => makeTerms([
  ["種類", "特定個人情報ファイル"], ["保有", file.holder], ["記録項目", file.said], ["本人の数", file.subjects], ["範囲", file.scope],
  ["別名", join(file.aliases)], ["部署", file.department], ["読み取り", file.inferred],
]);

function findEntries(about, name) {
  const { acquisitions, entrustments, provisions, transfers, storages } = about.facts;
  const named = about.entries[name] ?? [];
  return [...acquisitions, ...entrustments, ...provisions, ...transfers, ...storages].filter((entry) => named.includes(entry.name));
}

function makeFlowFacts(about, flow) {
  return [
    make("h3", {}, nameFlow(flow)),
    makeTerms([
      ["図・番号", `${flow.diagram} ${flow.step}`.trim()], ["内容", flow.text], ["種類", flow.kind], ["運ぶ項目", flow.said],
      ["運ばない項目", join(flow.excludes)], ["特定個人情報", SPECIFIC[flow.specific]], ["ファイル", flow.file], ["方法", join(flow.means)],
      ["法令上の根拠", join(flow.basis)], ["時期", flow.timing], ["Ⅱの記載", join(flow.declared)], ["読み取り", flow.inferred],
    ]),
    makeSpan(flow.span),
    make("p", { class: "ends" }, "送り手 ", makeNodeLink(flow.source), "　受け手 ", makeNodeLink(flow.target)),
    ...makeFlowTrace(about, flow),
  ];
}

function makeFlowTrace(about, flow) {
  const answer = findTraceOf(about)?.flow.get(flow.id);
  if (!answer) return [];
  return [make("p", { class: "answer" }, `「${page.item}」：${answer.told}`)];
}

function makeTraceOf(about, name) {
  const trace = findTraceOf(about);
  const answer = trace?.node.get(name);
  if (!answer) return [];
  const forms = [...answer.as, ...answer.possibly_as.map((form) => `${form}？`)];
  const link = (id) => (about.flows.has(id) ? makeFlowLink(about.flows.get(id)) : id || "ファイルとシステムのあいだ");
  return [
    make("p", { class: "answer" }, `「${trace.item}」：${answer.told}${forms.length ? `（形：${join(forms)}）` : ""}`),
    ...(answer.note ? [make("p", {}, answer.note)] : []),
    ...makeList("道筋", answer.path.map(link), "ol"),
    ...makeList("止まる流れ", answer.why.map((stop) => [link(stop.flow), `：${stop.item === trace.item ? "" : `${stop.item}は`}${stop.reason}`])),
  ];
}

function makeTraceFacts(about, trace) {
  const named = (word) => trace.nodes.filter((node) => node.word === word).map((node) => makeNodeLink(node.name, about));
  const touched = trace.parties.filter((party) => party.reach !== "none");
  return [
    make("h3", {}, `「${trace.item}」の流れ`),
    makeTerms([["入る所", join(trace.origins) || "なし"], ["入りうる所", join(trace.possible_origins)]]),
    ...["definite", "derived", "possible"].flatMap((word) => makeList(`${VERDICTS[word].said}所`, named(word))),
    ...makeList(`${REACH.none}所`, named("none")),
    ...makeList("触れる主体", touched.map((party) => `${party.name}（${party.told}）`)),
  ];
}

listeners.push(showDetails);
