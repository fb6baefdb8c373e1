"use strict";
// The search page: `searchTexts` has the sections of each page, `searchIndex` for each pair of characters the pages with it.
// `fold`, `findRuns` and `split` are those of docs/search/splitting.py; the tests hold both to one table of cases.

const SHOWN_SECTIONS = 3;
const AROUND = 60; // characters that are shown before and after what was found

const fold = (text) => text.normalize("NFKC").toLowerCase();

const findRuns = (text) => fold(text).split(/[ \t\n\r\f]+/).filter(Boolean);

function split(run) {
  const signs = Array.from(run);
  return signs.length === 1 ? signs : signs.slice(1).map((sign, at) => signs[at] + sign);
}

// A single character may stand first or last in a pair, or alone.
function findHolding(part) {
  const keys = Array.from(part).length > 1 ? [part] : Object.keys(searchIndex).filter((pair) => pair.includes(part));
  return new Set(keys.flatMap((key) => searchIndex[key] ?? []));
}

// Pages that hold every word whole, and not its pairs alone. First those with it in the title, then in another heading.
function search(query) {
  const words = findRuns(query);
  const holding = words.flatMap(split).map(findHolding);
  return searchTexts
    .filter((_, number) => words.length && holding.every((numbers) => numbers.has(number)))
    .map(({ address, sections }) => {
      const parts = sections.map((part) => ({ ...part, heads: fold(part.heading), holds: fold(part.text) }));
      const whole = parts.map(({ heads, holds }) => `${heads}\n${holds}`).join("\n");
      const rank = (word) => (parts[0].heads.includes(word) ? 3 : parts.some(({ heads }) => heads.includes(word)) ? 2 : 1);
      const sum = (count) => words.reduce((total, word) => total + count(word), 0);
      return { address, parts, whole, rank: sum(rank), count: sum((word) => whole.split(word).length - 1) };
    })
    .filter(({ whole }) => words.every((word) => whole.includes(word)))
    .sort((one, other) => other.rank - one.rank || other.count - one.count);
}

// Where the character of a folded text stands in the text: folding may make several of one (㈱) and one of several (ｶﾞ).
function locate(text, at) {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fold(text.slice(0, middle + 1)).length > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

const make = (tag, ...inside) => {
  const made = document.createElement(tag);
  made.append(...inside);
  return made;
};

const link = (href, text) => Object.assign(make("a", text), { href });

// The first line of a section with one of the words, cut around it. Words of pages and of people go in as text alone.
function quote({ text }, words) {
  const line = text.split("\n").find((one) => words.some((word) => fold(one).includes(word)));
  if (line === undefined) return [];
  const word = words.find((one) => fold(line).includes(one));
  const at = fold(line).indexOf(word);
  const start = locate(line, at);
  const end = Math.max(locate(line, at + word.length - 1) + 1, locate(line, at + word.length));
  const before = start > AROUND ? `…${line.slice(start - AROUND, start)}` : line.slice(0, start);
  const after = line.length > end + AROUND ? `${line.slice(end, end + AROUND)}…` : line.slice(end);
  return [make("p", before, make("mark", line.slice(start, end)), after)];
}

// The sections that hold most words, in their headings rather than below.
function show({ address, parts }, words) {
  const weigh = ({ heads, holds }) =>
    words.reduce((sum, word) => sum + (heads.includes(word) ? 2 : holds.includes(word) ? 1 : 0), 0);
  const best = parts.filter(weigh).sort((one, other) => weigh(other) - weigh(one));
  const shown = best.slice(0, SHOWN_SECTIONS).flatMap((part) => [
    ...(part === parts[0] ? [] : [make("p", link(address + part.anchor, part.heading))]),
    ...quote(part, words),
  ]);
  return make("li", make("strong", link(address, parts[0].heading)), ...shown);
}

const query = new URLSearchParams(location.search).get("q") ?? "";
const found = search(query);
document.querySelectorAll("input[name=q]").forEach((input) => { input.value = query; });
document.getElementById("docs-search-found").append(...found.map((page) => show(page, findRuns(query))));
if (findRuns(query).length) {
  document.getElementById("docs-search-told").textContent = found.length
    ? `「${query}」が${found.length}頁にある。`
    : `「${query}」のある頁はない。`;
}
