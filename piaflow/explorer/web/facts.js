// What is known of one node or one flow, as parts of the page.

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
const tellItems = ({ items, items_complete: complete }) =>
  (items.length ? `${join(items)}${complete ? "" : "等"}` : complete ? "なし" : "不明");
const tellRecords = ({ names, complete }) => tellItems({ items: names, items_complete: complete });

/** The documents that the lines are of (根拠行 002:365-367 is in the document 002), and what they lack. */
const makeSources = (sources) => [
  ...makeList("根拠行の文書", sources.map((one) => [`${one.key}　${one.file}`])),
  ...makeList("文書の読み取り", sources.flatMap((one) => one.notes)),
];

const makeFlowLink = (flow) => makeButton(nameFlow(flow), () => chooseFlow(flow.id));
const makeNodeLink = (name, about = null) => (about && !about.nodes.has(name) ? name : makeButton(name, () => chooseNode(name)));

function makeFlowLine(flow) {
  const basis = flow.basis.length ? make("span", { class: "basis" }, ` 根拠 ${join(flow.basis)}`) : "";
  return [makeFlowLink(flow), make("div", { class: "carried" }, tellItems(flow)), basis, makeSpan(flow.span)];
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
    ...makeList("保有するファイル", held.map((file) => [makeNodeLink(file.name), make("div", { class: "carried" }, tellFile(file)), makeSpan(file.span)])),
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
  ["種類", "特定個人情報ファイル"], ["保有", file.holder], ["記録項目", tellFile(file)], ["本人の数", file.subjects], ["範囲", file.scope],
  ["別名", join(file.aliases)], ["部署", file.department], ["読み取り", file.inferred],
]);

function tellFile(file) {
  const main = file.main_items.filter((box) => box.box !== "no").map((box) => (box.box === "yes" ? box.item : `？${box.item}`));
  return file.records.names.length ? tellRecords(file.records) : join(main) || "不明";
}

function findEntries(about, name) {
  const { acquisitions, entrustments, provisions, transfers, storages } = about.facts;
  const file = about.nodes.get(name);
  return [...acquisitions, ...entrustments, ...provisions, ...transfers, ...storages].filter((entry) =>
    [entry.contractor, entry.recipient].includes(name) || (entry.systems ?? []).includes(name)
    || (file && "holder" in file && entry.file === name));
}

function makeFlowFacts(about, flow) {
  return [
    make("h3", {}, nameFlow(flow)),
    makeTerms([
      ["図・番号", `${flow.diagram} ${flow.step}`.trim()], ["内容", flow.text], ["種類", flow.kind], ["運ぶ項目", tellItems(flow)],
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
  const words = answer.stops ? "ここで止まる" : answer.reach === "none" ? "この流れには関わらない" : `${REACH[answer.reach]}（${join(answer.as)}として）`;
  return [make("p", { class: "answer" }, `「${page.item}」：${words}`)];
}

function makeTraceOf(about, name) {
  const trace = findTraceOf(about);
  const answer = trace?.node.get(name);
  if (!answer) return [];
  const forms = [...answer.as, ...answer.possibly_as.map((form) => `${form}？`)];
  const link = (id) => (about.flows.has(id) ? makeFlowLink(about.flows.get(id)) : id || "保有するシステムから");
  return [
    make("p", { class: "answer" }, `「${trace.item}」：${tellReach(trace, answer)}${forms.length ? `（形：${join(forms)}）` : ""}`),
    ...makeList("道筋", answer.path.map(link), "ol"),
    ...makeList("止まる流れ", answer.why.map((stop) => [link(stop.flow), `：${stop.item === trace.item ? "" : `${stop.item}は`}${stop.reason}`])),
  ];
}

function makeTraceFacts(about, trace) {
  const named = (word) => trace.nodes.filter((node) => judge(node, trace.item) === word).map((node) => makeNodeLink(node.name, about));
  const touched = trace.parties.filter((party) => party.reach !== "none");
  return [
    make("h3", {}, `「${trace.item}」の流れ`),
    makeTerms([["入る所", join(trace.origins) || "なし"], ["入りうる所", join(trace.possible_origins)]]),
    ...makeList("届く所", named("definite")),
    ...makeList("別の形で届く所", named("derived")),
    ...makeList("届きうる所", named("possible")),
    ...makeList("届かない所", named("none")),
    ...makeList("触れる主体", touched.map((party) => `${party.name}（${REACH[party.reach]}）`)),
  ];
}
