// Elements are made of texts alone: nothing that comes from a model is ever read as HTML.
export const $ = (id) => document.getElementById(id);

export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === 'on') for (const [kind, act] of Object.entries(value)) made.addEventListener(kind, act);
    else if (name in made && typeof value !== 'string') made[name] = value;
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

let timer;
export function say(words) {
  clearTimeout(timer);
  timer = setTimeout(() => { $('said').textContent = words; }, 60);
}

// What is typed counts 170 ms after the last key, and never in the middle of a composition: the words are not chosen yet.
const PAUSE = 170;
export function onTyped(field, act) {
  let waiting;
  let composing = false;
  const later = () => {
    clearTimeout(waiting);
    if (!composing) waiting = setTimeout(act, PAUSE);
  };
  field.addEventListener('compositionstart', () => { composing = true; });
  field.addEventListener('compositionend', () => { composing = false; later(); });
  field.addEventListener('input', (event) => { if (!event.isComposing) later(); });
  field.addEventListener('change', () => { clearTimeout(waiting); if (!composing) act(); });
}

// A text field about as high as its text where the browser does not fit it (field-sizing): lines and width say it.
export function fitRows(area) {
  const rows = area.value.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 42), 0);
  area.rows = Math.min(Math.max(rows, 1), 14);
}
