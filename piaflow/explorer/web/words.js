// The words of the page in one place, and how parts of it are made. Text of a model only ever becomes a text node.

const REACH = { definite: "届く", possible: "届きうる", none: "届かない" };
const SPECIFIC = { yes: "特定個人情報", no: "特定個人情報を含まない", unknown: "特定個人情報を含むか不明" };
const SILENT = "箱・矢印・備考の番号を選ぶと、内容が出ます。";

function make(tag, properties = {}, ...children) {
  const part = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") part.className = value;
    else if (name.startsWith("on")) part.addEventListener(name.slice(2), value);
    else part.setAttribute(name, value);
  }
  part.append(...children);
  return part;
}

function makeDrawn(tag, properties) {
  const part = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) part.setAttribute(name, value);
  return part;
}

const makeButton = (words, act, name = "link") => make("button", { type: "button", class: name, onclick: act }, words);

const find = (selector, within = document) => within.querySelector(selector);
const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
const unique = (values) => [...new Set(values)];
const tools = find(".tools");
const told = find(".told");
const side = find(".side");

function say(text) {
  told.textContent = text;
  told.classList.toggle("full", text !== SILENT);
}
