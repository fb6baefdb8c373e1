// Systems, files, flows, steps and entries as tables that one types into: choices as choices, names completed.
import { completeNames } from './completing.js';
import { $, fitRows, make, onTyped, say } from './dom.js';
import { command } from './net.js';

const parts = new Map(); // of each table that was looked at: its part of the page
const rows = new Map(); // of each address in the tables of the chosen view: its row
let tables = [];
let view = '';
let acts = () => {};
const WORDS = { yes: '含む・該当', no: '含まない・非該当', unknown: '不明' };
let names = {};

export function showNames(told) {
  names = told;
  for (const [list, known] of Object.entries(told)) {
    let held = document.getElementById(`names-${list}`);
    if (!held) document.body.append(held = make('datalist', { id: `names-${list}` }));
    const text = known.join('\n');
    if (held.told === text) continue;
    held.told = text;
    held.replaceChildren(...known.map((name) => make('option', { value: name })));
  }
}

export function showTables(told, act) {
  tables = told;
  acts = act;
  renewView();
}

export function chooseTables(chosen) {
  view = chosen;
  renewView();
}

// Only what is looked at is made: a table has a field for each value of a model.
function renewView() {
  rows.clear();
  for (const table of tables) if (viewOf(table) === view) showTable(table, acts);
  for (const { part } of parts.values()) part.hidden = part.dataset.of !== view;
}

export const viewOf = (table) => `table-${table.view.key}`;
export const viewOfRow = (address) => viewOf(tables.find((table) => table.section === address.split(' ')[1]));

function showTable(table, act) {
  let held = parts.get(table.section);
  if (!held) {
    const heads = table.columns.map((column) => make('th', { scope: 'col' }, column.label));
    const body = make('tbody');
    const all = confirming('導出の行をすべて確かめた', () => [...parts.get(table.section).rows.values()], act);
    const part = make('section', { id: `table-${table.section}`, class: 'table', 'data-of': viewOf(table), 'aria-label': table.label },
      make('h2', {}, table.label), all,
      make('div', { class: 'wide' }, make('table', {}, make('thead', {}, make('tr', {}, ...heads, make('th', { scope: 'col' }, make('span', { class: 'unseen' }, '消す')))), body)),
      showAdding(table, act));
    part.style.setProperty('--columns', [...table.columns.map((column) => `minmax(${leastOf(column)}rem, ${leastOf(column)}fr)`), `${LAST}rem`].join(' '));
    part.style.setProperty('--least', `${table.columns.reduce((sum, column) => sum + leastOf(column), LAST)}rem`);
    held = { part, body, all, rows: new Map() };
    parts.set(table.section, held);
    $('tables').append(part);
  }
  const now = new Map();
  const byAt = new Map([...held.rows.values()].map((known) => [JSON.stringify(known.row.at), known]));
  const order = table.rows.map((row) => {
    const key = JSON.stringify(row.at);
    const known = byAt.get(key) ?? takeOver(held, table, row) ?? showRow(table, row, act);
    now.set(key, known);
    rows.set(`row ${table.section} ${row.name}`, known);
    renew(known, row);
    return known.line;
  });
  held.rows = now;
  held.all.hidden = !table.rows.some((row) => row.inferred);
  const same = order.length === held.body.children.length && order.every((line, at) => line === held.body.children[at]);
  if (!same) held.body.replaceChildren(...order);
}

// A row that got another name is still the row that one types in.
function takeOver(held, table, row) {
  const line = document.activeElement?.closest('tr');
  const mine = [...held.rows.values()].find((known) => known.line === line);
  if (!mine || table.rows.some((other) => JSON.stringify(other.at) === JSON.stringify(mine.row.at))) return null;
  mine.row = row;
  return mine;
}

function showRow(table, row, act) {
  const held = { table, row, fields: {}, why: make('span', { class: 'why', role: 'alert' }) };
  const fields = table.columns.map((column) => {
    const field = makeField(column, row.values[column.key], column.label, column.fixed);
    const send = () => type(held, column, field, act);
    if (isTyped(column)) onTyped(field, send);
    else field.addEventListener('change', send);
    held.fields[column.key] = field;
    return make('td', { 'data-head': column.label, 'data-wide': widthOf(column) }, field);
  });
  held.mark = make('span', { class: 'inferred' }, make('span', { class: 'origin' }, '導出'), confirming('確かめた', () => [held], act));
  fields[0].append(held.mark);
  const name = () => held.row.at.at(-1);
  const gone = make('button', { type: 'button', class: 'gone', title: '消す', on: { click: () => remove(held, act) } }, '×', make('span', { class: 'unseen' }, `${name()} を消す`));
  held.line = make('tr', {}, ...fields, make('td', { class: 'last' }, gone), make('td', { class: 'told' }, held.why));
  return held;
}

// What followed from a comparison is a proposal until a person says that it is right.
function confirming(words, list, act) {
  const confirm = async () => {
    const told = await command({ do: 'confirm', rows: list().filter((held) => held.row.inferred).map((held) => held.row.at.at(-1)) });
    if (!told.failed) say('確かめた行にしました。元に戻せます');
    act(told);
  };
  return make('button', { type: 'button', hidden: true, on: { click: confirm } }, words);
}

const SHORT = ['number', 'step', 'diagram', 'entry'];
const widthOf = (column) => (column.key === 'name' ? 'name' : column.fixed || SHORT.includes(column.key) ? 'short' : column.kind);
// The widths of columns are known before their rows: of a long table only the rows that are seen are laid out.
const LAST = 2.75;
const leastOf = (column) => (column.key === 'diagram' ? 9 : { name: 13, short: 6, choice: 9 }[widthOf(column)] ?? (LONG.includes(column.kind) ? 12 : 7));

// What must be whole to mean something is sent when one leaves the field; words are sent as one types.
const isTyped = (column) => ['text', 'words'].includes(column.kind) && column.key !== 'name' && column.key !== 'number' && column.key !== 'recipient';
const LONG = ['list', 'items', 'words', 'groups', 'boxes'];
const PARTING = { list: /\n/, boxes: /\n/, items: /[、\n]/, groups: /[、\n]/ };

function makeField(column, value, label, fixed = false) {
  const named = { 'aria-label': label, autocomplete: 'off', spellcheck: 'false' };
  if (column.kind === 'choice') {
    const field = make('select', named, make('option', { value: '' }, column.blank || '（空欄）'),
      ...column.choices.map((choice) => make('option', { value: choice }, WORDS[choice] ?? choice)));
    field.value = value ?? '';
    return field;
  }
  const field = make(fixed || LONG.includes(column.kind) ? 'textarea' : 'input', {
    ...named, list: column.names && column.kind === 'name' ? `names-${column.names}` : null, placeholder: column.kind === 'day' ? '令和○年○月○日' : null });
  field.value = value ?? '';
  if (field.rows) { fitRows(field); field.addEventListener('input', () => fitRows(field)); }
  if (column.names && PARTING[column.kind]) completeNames(field, PARTING[column.kind], () => namesOf(column.names));
  return field;
}

async function type(held, column, field, act) {
  const was = held.row.values[column.key];
  const now = field.value;
  if (now === was) return;
  held.busy = (held.busy ?? 0) + 1;
  held.row.values[column.key] = now;
  const told = await command(() => ({ do: 'set', section: held.table.section, at: held.row.at, column: column.key, was, now }));
  held.busy -= 1;
  if (told.failed) {
    held.row.values[column.key] = was;
    field.setAttribute('aria-invalid', 'true');
    held.tried = field;
    held.why.textContent = [told.why, told.found ? `今の記載: ${told.found}` : ''].join(' ');
  } else {
    if (told.at) held.row.at = told.at;
    field.removeAttribute('aria-invalid');
    held.tried = null;
    held.why.textContent = '';
  }
  act(told);
}

function renew(held, row) {
  held.row = row;
  held.line.classList.toggle('is-changed', row.changed);
  held.mark.hidden = !row.inferred;
  held.mark.title = row.inferred;
  held.mark.lastChild.hidden = !row.inferred;
  const isCalled = held.called === row.name;
  held.called = row.name;
  for (const column of held.table.columns) {
    const field = held.fields[column.key];
    if (!isCalled) field.setAttribute('aria-description', row.name);
    if (column.fixed) { field.readOnly = true; field.tabIndex = -1; }
    const value = row.values[column.key] ?? '';
    if (field.value === value || field === document.activeElement || field === held.tried) continue;
    field.value = value;
    if (field.rows) fitRows(field);
  }
}

async function remove(held, act) {
  const told = await command({ do: 'remove', at: held.row.at });
  held.why.textContent = told.failed ? `消せません。まだ名指す所があります: ${told.why}` : '';
  if (!told.failed) say(`${held.row.at.at(-1)} を消しました。元に戻せます`);
  act(told);
}

function showAdding(table, act) {
  const fields = new Map(table.columns.map((column) => [column, makeField(column, '', column.label)]));
  const why = make('span', { class: 'why', role: 'alert' });
  const add = async (event) => {
    event.preventDefault();
    const values = Object.fromEntries([...fields].map(([column, field]) => [column.key, field.value]));
    const told = await command({ do: 'add', section: table.section, values });
    why.textContent = told.failed ? told.why : '';
    if (!told.failed) {
      for (const field of fields.values()) field.value = '';
      say(`${table.label}に1行足しました`);
      [...fields.values()][0].focus();
    }
    act(told);
  };
  const labels = [...fields].map(([column, field]) => make('label', {}, `${column.label}${column.needed ? '（必須）' : ''}`, field));
  return make('details', { class: 'adding' }, make('summary', {}, `${table.label}を足す`),
    make('form', { on: { submit: add } }, ...labels, make('button', { class: 'main' }, '足す'), why));
}

export function goToRow(address) {
  const held = rows.get(address);
  if (!held) return false;
  held.line.scrollIntoView({ block: 'center' });
  Object.values(held.fields).find((field) => !field.readOnly)?.focus({ preventScroll: true });
  return true;
}

export const namesOf = (list) => names[list];
