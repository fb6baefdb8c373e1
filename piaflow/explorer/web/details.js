// Choosing a node or a flow, and the place that tells of it.

function chooseNode(name) {
  stopPlaying();
  const sheet = findBox(page.sheet, name) ? page.sheet : findSheet(page.sheet.index, (one) => findBox(one, name)) ?? page.sheet;
  if (sheet !== page.sheet) showSheet(sheet);
  page.chosen = { node: name };
  const trace = findShownTrace(sheet);
  const answer = trace?.node.get(name);
  if (answer && (answer.path.length || answer.cut.length)) lightTraceOf(sheet, name, trace);
  else light(sheet, findTouching(sheet, name), { box: name, words: isKnown ? tellNode(sheet, name) : "" });
  if (findBox(sheet, name)) sheet.view.bring(findBox(sheet, name));
  showDetails();
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
  const words = `${name}：「${trace.item}」は${tellReach(trace, answer)}（${[ways, stops].filter(Boolean).join("、")}）`;
  light(sheet, drawn(answer.path), { box: name, cut: drawn(answer.cut), words });
}

function chooseArrow(arrow) {
  stopPlaying();
  page.chosen = { arrow: arrow.dataset.id };
  light(page.sheet, [arrow]);
  page.sheet.view.bring(arrow);
  showDetails();
}

function chooseFlow(id) {
  const sheet = findDrawing(page.sheet, id).length ? page.sheet : findSheet(page.sheet.index, (one) => findDrawing(one, id).length);
  if (sheet && sheet !== page.sheet) showSheet(sheet);
  stopPlaying();
  page.chosen = { flow: id };
  light(page.sheet, findDrawing(page.sheet, id));
  showDetails();
}

function leave() {
  stopPlaying();
  page.chosen = null;
  light(page.sheet, []);
  showDetails();
}

function findChosenFlows(sheet) {
  const { arrow, step, flow } = page.chosen;
  const arrows = sheet.arrows.filter((one) => (arrow ? one.dataset.id === arrow : step && one.dataset.number === step));
  return (flow ? [flow] : arrows.flatMap((one) => findBehind(sheet, one))).map((id) => findFlow(sheet, id)).filter(Boolean);
}

function showDetails() {
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
