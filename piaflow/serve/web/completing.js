// Of several names in one field each is completed by itself: HTML has a datalist for a field of one name, none for more.
import { make } from './dom.js';

const MOST = 50;
const list = make('ul', { id: 'completions', class: 'completions', role: 'listbox', 'aria-label': '候補', hidden: true });
const heard = make('p', { class: 'unseen', role: 'status' });
document.body.append(list, heard);
let open = null; // the field that the list is open for, with what parts its names and where they are known
let active = null; // the name that Enter puts in
let telling;

const fold = (text) => text.normalize('NFKC').toLowerCase().trim();

export function completeNames(field, parting, known) {
  const held = { field, parting, known };
  for (const [name, value] of [['aria-autocomplete', 'list'], ['aria-haspopup', 'listbox'], ['aria-controls', list.id]]) field.setAttribute(name, value);
  field.addEventListener('input', (event) => { if (!event.isComposing && !held.isChosen) suggest(held); });
  field.addEventListener('compositionend', () => suggest(held));
  field.addEventListener('keydown', (event) => press(event, held));
  field.addEventListener('click', close);
  field.addEventListener('blur', () => {
    close();
    if (held.wasChosen) field.dispatchEvent(new Event('change')); // what a script put in is no change to a browser
    held.wasChosen = false;
  });
}

// The name in which the caret stands: from the sign before it to the sign behind it.
function findPart({ field, parting }) {
  const { value, selectionStart: at } = field;
  let [from, to] = [at, at];
  while (from > 0 && !parting.test(value[from - 1])) from -= 1;
  while (to < value.length && !parting.test(value[to])) to += 1;
  return { from, to, typed: fold(value.slice(from, at)), whole: fold(value.slice(from, to)) };
}

function suggest(held, isAsked = false) {
  const { typed, whole } = findPart(held);
  if (!typed && !isAsked) return close();
  const fitting = held.known().filter((name) => fold(name).includes(typed));
  const starts = (name) => Number(!fold(name).startsWith(typed));
  const found = fitting.sort((a, b) => starts(a) - starts(b)).slice(0, MOST);
  if (!found.length || (found.length === 1 && fold(found[0]) === whole)) return close();
  open = held;
  list.replaceChildren(...found.map((name, at) => {
    const option = make('li', { id: `completion-${at}`, role: 'option', 'aria-selected': 'false' }, name);
    option.addEventListener('mousedown', (event) => event.preventDefault()); // the caret stays in its field
    option.addEventListener('click', () => choose(option));
    return option;
  }));
  activate(null);
  list.hidden = false;
  place();
  clearTimeout(telling);
  telling = setTimeout(() => { heard.textContent = `候補 ${found.length} 件。上下の矢印で選び、Enter で入れます`; }, 400);
}

function place() {
  if (!open) return;
  const box = open.field.getBoundingClientRect();
  const seen = visualViewport.height;
  list.style.minWidth = `${box.width}px`;
  const below = box.bottom + list.offsetHeight <= seen ? box.bottom : box.top - list.offsetHeight;
  list.style.top = `${Math.max(0, Math.min(below, seen - list.offsetHeight))}px`;
  list.style.left = `${Math.max(0, Math.min(box.left, innerWidth - list.offsetWidth))}px`;
}
addEventListener('scroll', place, { capture: true, passive: true });
addEventListener('resize', place);

function activate(option) {
  active?.setAttribute('aria-selected', 'false');
  active = option;
  if (!option) { open?.field.removeAttribute('aria-activedescendant'); return; }
  option.setAttribute('aria-selected', 'true');
  option.scrollIntoView({ block: 'nearest' });
  open.field.setAttribute('aria-activedescendant', option.id);
}

function close() {
  activate(null);
  open = null;
  list.hidden = true;
  clearTimeout(telling);
  heard.textContent = '';
}

function choose(option) {
  const held = open;
  const { from, to } = findPart(held);
  held.field.setRangeText(option.textContent, from, to, 'end');
  held.isChosen = held.wasChosen = true;
  held.field.dispatchEvent(new Event('input'));
  held.isChosen = false;
  close();
}

const LEAVING = ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];
function press(event, held) {
  if (event.isComposing || event.keyCode === 229) return; // the keys are those of the input method
  if (!open) {
    if (event.key !== 'ArrowDown' || !event.altKey) return;
    event.preventDefault();
    suggest(held, true);
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const options = [...list.children];
    const turns = options.length + 1; // one of them is the text as typed
    activate(options[(options.indexOf(active) + 1 + step + turns) % turns - 1] ?? null);
  } else if (event.key === 'Enter' && active) {
    event.preventDefault();
    choose(active);
  } else if (event.key === 'Escape') {
    event.preventDefault();
    close();
  } else if (event.key === 'Enter' || LEAVING.includes(event.key)) close();
}
