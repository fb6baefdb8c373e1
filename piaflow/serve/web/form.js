// The form as in print: chapters, and in each the cells of the document, of a system, a file or an entry.
import { completeNames } from './completing.js';
import { $, fitRows, make, onTyped, say } from './dom.js';
import { command } from './net.js';
import { showLines } from './source.js';
import { namesOf } from './tables.js';

const cells = new Map(); // of each cell: what the server knows of it, its row, and its field
let shape = '';
const WORDS = { yes: '該当', no: '空欄', unknown: '不明' };
const SIGNS = { 印字: '印', 決定: '決', 記載: '記', 導出: '導', 書きかけ: '書', 空欄: '空', 未読: '未' };

let count = 0; // of labels: an address may hold what no id may

let documents = {}; // those at hand: their files by their keys

export function showForm(chapters, act, atHand) {
  documents = atHand;
  const now = JSON.stringify(chapters.map((c) => c.groups.map((g) => g.cells.map((cell) => cell.id + cell.kind))));
  if (now === shape) {
    for (const chapter of chapters) for (const group of chapter.groups) for (const cell of group.cells) renew(cell);
    return;
  }
  const focused = document.activeElement?.id;
  shape = now;
  cells.clear();
  $('form').replaceChildren(...chapters.map((chapter) => showChapter(chapter, act)));
  if (focused && focused !== document.activeElement?.id) document.getElementById(focused)?.focus();
}

function showChapter(chapter, act) {
  return make('section', { id: `chapter-${chapter.name}`, class: 'chapter', 'aria-label': chapter.title },
    make('h2', {}, chapter.title), ...chapter.groups.map((group) => showGroup(group, act)));
}

// A section begins above the box of the first system or entry in it, or between the cells of a box.
function showGroup(group, act) {
  const [first, ...others] = group.cells;
  const above = group.name ? first.headings.map(showHeading) : [];
  const inside = group.name ? [make('h4', {}, group.name)] : first.headings.map(showHeading);
  return make('div', {}, ...above, make('div', { class: 'group', role: 'group', 'aria-label': group.name || null },
    ...inside, showCell(first, act), ...others.flatMap((cell) => [...cell.headings.map(showHeading), showCell(cell, act)])));
}

const showHeading = (words) => make('h3', {}, words);

function showCell(cell, act) {
  const label = make('span', { class: 'label', id: `label-${count += 1}` }, cell.number && make('b', {}, `${cell.number} `), cell.label,
    cell.significant && make('abbr', { title: '重要な変更の対象の欄' }, '※'));
  const origin = make('span', { class: 'origin' });
  const why = make('span', { class: 'why', role: 'alert' });
  const held = { cell, label, origin, why, busy: 0, tried: null };
  held.control = showControl(held, act);
  held.row = make('div', { class: 'cell', 'data-cell': cell.id },
    make('div', { class: 'head' }, label, origin), make('div', { class: 'body' }, held.control, why));
  cells.set(cell.id, held);
  tellState(held);
  return held.row;
}

function showControl(held, act) {
  const { cell } = held;
  const named = { id: `cell-${cell.id}`, 'aria-labelledby': held.label.id };
  if (cell.kind === 'fixed') return make('div', { class: 'fixed', role: 'group', ...named, tabindex: '0' }, cell.text || '—');
  const send = () => type(held, act);
  if (cell.kind === 'boxes') {
    return make('div', { class: 'boxes', role: 'group', ...named }, ...cell.boxes.map((box, at) => showBox(held, box, at, send)));
  }
  if (cell.kind === 'select') {
    const field = make('select', named, make('option', { value: '' }, '（空欄）'),
      ...cell.choices.map((choice) => make('option', { value: choice }, choice)));
    field.value = cell.text;
    field.addEventListener('change', send);
    return field;
  }
  const area = make(cell.kind === 'line' || cell.kind === 'name' ? 'input' : 'textarea', {
    ...named, spellcheck: 'false', autocomplete: 'off', list: cell.kind === 'name' && cell.names ? `names-${cell.names}` : null });
  put(area, cell);
  if (cell.kind === 'lines' && cell.names) completeNames(area, /[、\n]/, () => namesOf(cell.names));
  if (cell.kind === 'name') area.addEventListener('change', send);
  else onTyped(area, send);
  area.addEventListener('input', () => { if (area.rows) fitRows(area); });
  return area;
}

function put(area, cell) {
  area.value = cell.derived ? '' : cell.text;
  area.placeholder = cell.derived ? `${cell.text}（流れから）` : '';
  if (area.rows) fitRows(area);
}

// A box has three states: 該当, 空欄 and 不明; a click or the space key goes round.
const NEXT = { unknown: 'yes', yes: 'no', no: 'unknown' };
const CHECKED = { yes: 'true', no: 'false', unknown: 'mixed' };
function showBox(held, box, at, send) {
  const button = make('button', { type: 'button', class: 'box', role: 'checkbox', id: `box-${held.cell.id}-${at}` });
  const beside = /その他/.test(box.name) && make('input', { class: 'beside', 'aria-label': `${box.name}の中身`, autocomplete: 'off' });
  const show = () => {
    button.setAttribute('aria-checked', CHECKED[button.dataset.box]);
    button.replaceChildren(make('i', { 'aria-hidden': 'true' }), box.name, make('small', {}, WORDS[button.dataset.box]));
    if (beside) beside.hidden = button.dataset.box !== 'yes';
  };
  button.dataset.box = box.box;
  button.dataset.name = box.name;
  if (beside) { beside.value = box.beside; onTyped(beside, send); }
  button.addEventListener('click', () => { button.dataset.box = NEXT[button.dataset.box]; show(); send(); });
  button.renew = show;
  show();
  return make('span', { class: 'boxed' }, button, beside);
}

function read(held) {
  const { cell, control } = held;
  if (cell.kind !== 'boxes') return { text: control.value };
  const boxes = [...control.querySelectorAll('.box')].map((button) => ({
    name: button.dataset.name, box: button.dataset.box, beside: button.parentElement.querySelector('.beside')?.value ?? '',
  }));
  return { text: '', boxes };
}

const known = (cell) => (cell.kind === 'boxes' ? { text: '', boxes: cell.boxes } : { text: cell.derived ? '' : cell.text });

async function type(held, act) {
  const now = read(held);
  const was = held.sent ?? known(held.cell);
  if (JSON.stringify(now) === JSON.stringify(was)) return;
  held.sent = now;
  held.busy += 1;
  const told = await command({ do: 'type', at: held.cell.id, was, now });
  held.busy -= 1;
  if (told.failed) {
    held.sent = held.tried = null;
    complain(held, told);
  } else {
    held.tried = null;
    held.why.replaceChildren();
    held.control.removeAttribute('aria-invalid');
  }
  act(told);
}

// What was typed stays in the field and is said to be wrong; the model stays as it was.
function complain(held, told) {
  held.tried = read(held);
  held.control.setAttribute('aria-invalid', 'true');
  const both = told.found === null || told.found === undefined ? [] : [
    make('span', { class: 'found' }, `今の記載: ${told.found || '（空欄）'}`),
    make('button', { type: 'button', on: { click: () => { held.tried = null; held.why.replaceChildren(); renew(held.cell, true); } } }, '今の記載にする'),
  ];
  held.why.replaceChildren(told.why ?? '', ...both);
}

function renew(cell, force = false) {
  const held = cells.get(cell.id);
  const was = JSON.stringify(known(held.cell));
  held.cell = cell;
  tellState(held);
  const isMine = held.busy || held.tried || (held.control.contains(document.activeElement) && JSON.stringify(read(held)) !== was);
  if (isMine && !force) return;
  held.sent = null;
  held.control.removeAttribute('aria-invalid');
  const { control } = held;
  if (cell.kind === 'fixed') control.textContent = cell.text || '—';
  else if (cell.kind === 'boxes') {
    cell.boxes.forEach((box, at) => {
      const button = control.querySelectorAll('.box')[at];
      button.dataset.box = box.box;
      const beside = button.parentElement.querySelector('.beside');
      if (beside && beside !== document.activeElement) beside.value = box.beside;
      button.renew();
    });
  } else if (cell.kind === 'select') control.value = cell.text;
  else if (control.value !== (cell.derived ? '' : cell.text) || cell.derived) put(control, cell);
}

function tellState(held) {
  const { cell, origin } = held;
  const state = `${cell.origin} ${cell.lines} ${cell.changed}`;
  if (held.state === state) return;
  held.state = state;
  origin.replaceChildren(...[make('span', { class: 'sign', title: cell.origin, 'data-origin': cell.origin }, SIGNS[cell.origin] ?? '', make('span', { class: 'unseen' }, cell.origin)),
    cell.lines && showLines(cell.lines, held.row, documents),
    cell.changed && make('span', { class: 'changed' }, '変更')].filter(Boolean));
}

export function goTo(path) {
  const held = cells.get(path);
  if (!held) return false;
  held.row.scrollIntoView({ block: 'center' });
  (held.control.matches('.boxes') ? held.control.querySelector('.box') : held.control).focus({ preventScroll: true });
  say(`${held.cell.number} ${held.cell.label}`);
  return true;
}
