// What the page knows from the start, and its pieces: scripts beside it, each loaded once, when it is asked for.
// A page that is opened from a file may load no other kind of file.

import { find, make } from "./parts.js";

export const facts = JSON.parse(find("#facts").textContent);
export const number = new Intl.NumberFormat("ja").format;

const status = find(".told");
const loaded = new Map();
const waiting = new Map();

export const tell = (words) => { status.textContent = words; };

globalThis.takePiece = ({ stamp, key, told }) => {
  const answer = waiting.get(key);
  waiting.delete(key);
  if (!answer) return;
  if (stamp === facts.stamp) answer.resolve(told);
  else answer.reject(new Error(`pieces/${key}.js は、この頁と別の時に作られています。フォルダーごと作り直してください`));
};

function start(key) {
  return new Promise((resolve, reject) => {
    waiting.set(key, { resolve, reject });
    const missing = () => reject(new Error(`pieces/${key}.js を読めません。頁のフォルダーは、中のものといっしょに移してください`));
    document.head.append(make("script", { src: `pieces/${key}.js`, onerror: missing }));
  });
}

// Returns what a piece tells, null where it cannot be had; then the page says why.
export async function load(key) {
  if (!loaded.has(key)) loaded.set(key, start(key));
  try {
    const told = await loaded.get(key);
    tell("");
    return told;
  } catch (error) {
    loaded.delete(key);
    tell(error.message);
    return null;
  }
}
