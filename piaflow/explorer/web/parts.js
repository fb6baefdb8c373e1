// How parts of a page are found and made. Text of a document only ever becomes a text node.

export function make(tag, properties = {}, ...children) {
  const part = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") part.className = value;
    else if (name.startsWith("on")) part.addEventListener(name.slice(2), value);
    else part.setAttribute(name, value);
  }
  part.append(...children);
  return part;
}

export function makeDrawn(tag, properties) {
  const part = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) part.setAttribute(name, value);
  return part;
}

export const makeButton = (words, act, name = "link") => make("button", { type: "button", class: name, onclick: act }, words);

export const find = (selector, within = document) => within.querySelector(selector);
export const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];
export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
export const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
export const unique = (values) => [...new Set(values)];
