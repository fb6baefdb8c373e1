// What is known of the models: the same JSON that `piaflow show` and `piaflow trace` print, by name.

const facts = JSON.parse(find("#facts").textContent);

const documents = facts.documents.map((one) => ({
  ...one,
  nodes: new Map([...one.facts.nodes, ...one.facts.files].map((node) => [node.name, node])),
  flows: new Map(one.facts.flows.map((flow) => [flow.id, flow])),
}));

const isKnown = documents.length > 0;

function findOwner(about, name) {
  const node = about.nodes.get(name);
  if (!node) return "";
  return "holder" in node ? findOwner(about, node.holder) : node.owner;
}

/** The answers of a trace by the names of nodes and the ids of flows; null where the document knows no such item. */
function findTrace(about, item) {
  const answer = about && about.traces[item];
  if (!answer) return null;
  return {
    ...answer,
    node: new Map(answer.nodes.map((node) => [node.name, node])),
    flow: new Map(answer.flows.map((flow) => [flow.id, flow])),
  };
}

function nameFlow(flow) {
  const number = flow.step ? `${flow.step} ` : "";
  return `${number}${flow.source} → ${flow.target}`;
}
