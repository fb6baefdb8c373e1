// What is known of the models: the same JSON that `piaflow show` and `piaflow trace` print, and what it says of each part.

import { find } from "./parts.js";

export const facts = JSON.parse(find("#facts").textContent);
export const { verdicts: VERDICTS, reach: REACH, specific: SPECIFIC } = facts.words;

export const documents = facts.documents.map((one) => ({
  ...one,
  nodes: new Map([...one.facts.nodes, ...one.facts.files].map((node) => [node.name, node])),
  flows: new Map(one.facts.flows.map((flow) => [flow.id, flow])),
}));

export const isKnown = documents.length > 0;

export const findOwner = (about, name) => about.owners[name] ?? "";

/** The answers of a trace by the names of nodes and the ids of flows; null where the document knows no such item. */
export function findTrace(about, item, isJoined = false) {
  const answer = about && (isJoined ? findJoined(about, item) : findOwn(about, item));
  if (!answer) return null;
  return {
    ...answer,
    node: new Map(answer.nodes.map((node) => [node.name, node])),
    flow: new Map(answer.flows.map((flow) => [flow.id, flow])),
  };
}

function findOwn({ traces, verdicts }, item) {
  return traces[item] ? unite(traces[item], verdicts[item]) : null;
}

/** The answers, each with its word and with what it is called. */
function unite(answer, verdict) {
  const nodes = answer.nodes.map((node) => ({ ...node, ...verdict.nodes[node.name] }));
  const parties = answer.parties.map((party) => ({ ...party, told: verdict.parties[party.name] }));
  return { ...answer, told: verdict.told, nodes, parties, flows: answer.flows.map((flow) => ({ ...flow, told: verdict.flows[flow.id] })) };
}

export const canJoin = (about) => Boolean(about?.chosen && facts.joined.traces);

/** The trace over all documents, what is of this document under its own names. */
function findJoined(about, item) {
  const answer = unite(facts.joined.traces[item], facts.joined.verdicts[item]);
  const number = documents.indexOf(about);
  const prefix = facts.joined.prefixes[number];
  const names = new Map(Object.entries(facts.joined.labels[number]).map(([name, label]) => [label, name]));
  const own = (id) => (id.startsWith(prefix) ? id.slice(prefix.length) : id);
  const nodes = answer.nodes.map((node) => ({
    ...node, name: names.get(node.name) ?? node.name, path: node.path.map(own), cut: node.cut.map(own),
    why: node.why.map((stop) => ({ ...stop, flow: own(stop.flow) })),
  }));
  return { ...answer, nodes, flows: answer.flows.map((flow) => ({ ...flow, id: own(flow.id) })) };
}

export function nameFlow(flow) {
  const number = flow.step ? `${flow.step} ` : "";
  return `${number}${flow.source} → ${flow.target}`;
}
