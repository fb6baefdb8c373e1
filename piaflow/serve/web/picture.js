// The picture mirrors the list of its boxes below it: one tab stop, arrows from box to box, one command to move one.
import { $, make, say } from './dom.js';
import { command } from './net.js';

let pictures = [];
let act = () => {};
let chosen = null; // the picture and the box that is held
let zoom = 1;
const parser = new DOMParser();

export function onMoved(told) { act = told; }

export function showPictures(told) {
  pictures = told;
  const holder = $('picture');
  if (!told.length) {
    holder.replaceChildren(make('p', { class: 'soft' }, 'この様式に図はありません。「流れ」の表で図の名を書くと、別添1が描かれます。'));
    return;
  }
  const known = [...holder.querySelectorAll('figure')];
  if (known.length !== told.length) holder.replaceChildren(...told.map(makeFigure));
  [...holder.querySelectorAll('figure')].forEach((figure, at) => renew(figure, told[at]));
}

function makeFigure(picture) {
  const sheet = make('div', { class: 'sheet', tabindex: '0', role: 'group', 'aria-roledescription': '図' });
  const button = (words, title, click) => make('button', { type: 'button', title, on: { click } }, words);
  const tools = make('div', { class: 'tools' },
    button('－', '小さく', () => scale(0.8)), button('＋', '大きく', () => scale(1.25)), button('全体', '全体を見る', () => scale(0)),
    make('span', { class: 'moving' }, make('span', { class: 'held-name' }),
      button('←', '左へ', () => step(-1, 0)), button('↑', '上へ', () => step(0, -1)), button('↓', '下へ', () => step(0, 1)), button('→', '右へ', () => step(1, 0))),
    make('button', { type: 'button', class: 'free', on: { click: () => free(picture.name) } }, '配置を自動に戻す'));
  const list = make('ul', { class: 'box-list' });
  return make('figure', { 'data-name': picture.name }, tools, sheet,
    make('details', {}, make('summary', {}, '図の箱と流れ（一覧）'), list));
}

function renew(figure, picture) {
  const sheet = figure.querySelector('.sheet');
  figure.querySelector('.free').hidden = !picture.placed;
  if (figure.svg !== picture.svg) {
    figure.svg = picture.svg;
    const at = [sheet.scrollLeft, sheet.scrollTop];
    const svg = document.importNode(parser.parseFromString(picture.svg, 'image/svg+xml').documentElement, true);
    svg.setAttribute('role', 'graphics-document document');
    for (const part of svg.querySelectorAll('[id]')) part.removeAttribute('id');
    const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
    svg.removeAttribute('height');
    svg.removeAttribute('width');
    svg.dataset.width = width;
    svg.style.setProperty('aspect-ratio', `${width} / ${height}`);
    sheet.replaceChildren(svg);
    scale(1, figure);
    [sheet.scrollLeft, sheet.scrollTop] = at;
    listen(sheet, picture);
    tellList(figure, picture);
  }
  hold(chosen?.box && chosen.picture === picture.name ? chosen.box : null, picture.name, false);
}

function tellList(figure, picture) {
  figure.querySelector('.box-list').replaceChildren(...picture.boxes.map((box) => make('li', {},
    make('button', { type: 'button', class: 'link', on: { click: () => hold(box.id, picture.name) } }, nameBox(box)))));
}

const nameBox = (box) => `${box.name}、${box.zone ? `${box.zone}の領域` : '領域なし'}、流れ${box.flows}本`;
const figureOf = (name) => [...document.querySelectorAll('#picture figure')].find((one) => one.dataset.name === name);
const boxOf = (figure, id) => [...figure.querySelectorAll('svg g.box')].find((box) => box.dataset.id === id);

function hold(id, name, speaks = true) {
  const figure = figureOf(name);
  if (!figure) return;
  const picture = pictures.find((one) => one.name === name);
  figure.querySelectorAll('svg g.held').forEach((part) => part.classList.remove('held', 'near'));
  figure.querySelectorAll('svg g.near').forEach((part) => part.classList.remove('near'));
  const box = picture.boxes.find((one) => one.id === id);
  figure.classList.toggle('has-held', Boolean(box));
  figure.querySelector('.held-name').textContent = box ? `「${box.name}」を動かす` : '';
  if (!box) { if (chosen?.picture === name) chosen = null; return; }
  chosen = { picture: name, box: id };
  boxOf(figure, id)?.classList.add('held');
  for (const arrow of figure.querySelectorAll('svg g.arrow')) {
    arrow.classList.toggle('near', arrow.dataset.source === id || arrow.dataset.target === id);
  }
  if (speaks) say(`${nameBox(box)}。矢印のキーで動かせます`);
}

async function move(name, id, to) {
  const told = await command({ do: 'move', picture: name, box: id, to });
  say(told.failed ? told.why : '箱を動かしました');
  act(told);
}

function step(right, down) {
  if (!chosen) return;
  const box = pictures.find((one) => one.name === chosen.picture)?.boxes.find((one) => one.id === chosen.box);
  if (box?.cell) move(chosen.picture, chosen.box, [box.cell[0] + right, box.cell[1] + down]);
}

async function free(name) {
  const told = await command({ do: 'free', picture: name });
  if (!told.failed) say('配置を自動に戻しました');
  act(told);
}

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const MOST = 4;

function listen(sheet, picture) {
  sheet.setAttribute('aria-label', `${picture.name}。Enter で次の箱を選び、矢印のキーで動かす。Esc で離す`);
  sheet.onkeydown = (event) => {
    const at = picture.boxes.findIndex((box) => chosen?.picture === picture.name && box.id === chosen.box);
    if (event.key === 'Escape') hold(null, picture.name);
    else if (event.key === 'Enter') hold(picture.boxes[(at + (event.shiftKey ? -1 : 1) + picture.boxes.length) % picture.boxes.length].id, picture.name);
    else if (KEYS[event.key] && at >= 0) step(...KEYS[event.key].map((by) => by * (event.shiftKey ? 5 : 1)));
    else return;
    event.preventDefault();
  };
  for (const box of sheet.querySelectorAll('svg g.box')) box.onpointerdown = (event) => drag(event, box, sheet, picture);
  for (const arrow of sheet.querySelectorAll('svg g.arrow')) arrow.onclick = () => act({ goTo: picture.flows[arrow.dataset.id] });
}

function drag(event, box, sheet, picture) {
  const id = box.dataset.id;
  hold(id, picture.name);
  const start = [event.clientX, event.clientY];
  const factor = sheet.querySelector('svg').dataset.width / sheet.querySelector('svg').getBoundingClientRect().width;
  const plain = box.getAttribute('transform') ?? '';
  let by = [0, 0];
  const go = (moved) => {
    by = [(moved.clientX - start[0]) * factor, (moved.clientY - start[1]) * factor];
    if (Math.hypot(...by) > MOST) box.setAttribute('transform', `translate(${by[0]} ${by[1]}) ${plain}`);
  };
  const end = (ended) => {
    sheet.removeEventListener('pointermove', go);
    sheet.removeEventListener('pointerup', end);
    sheet.removeEventListener('pointercancel', end);
    const to = ended.type === 'pointerup' && Math.hypot(...by) > MOST ? findCell(box, sheet, picture, id) : null;
    box.setAttribute('transform', plain);
    if (to) move(picture.name, id, to);
  };
  event.preventDefault();
  sheet.focus({ preventScroll: true });
  sheet.setPointerCapture?.(event.pointerId);
  sheet.addEventListener('pointermove', go);
  sheet.addEventListener('pointerup', end);
  sheet.addEventListener('pointercancel', end);
}

// The cell below a box: that of the nearest column and row of the others, or one beyond the last.
function findCell(box, sheet, picture, id) {
  const middle = (part) => { const r = part.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; };
  const here = middle(box);
  return [0, 1].map((axis) => {
    const lines = new Map();
    for (const other of picture.boxes) {
      const part = other.id !== id && other.cell && boxOf(figureOf(picture.name), other.id);
      if (part) lines.set(other.cell[axis], [...(lines.get(other.cell[axis]) ?? []), middle(part)[axis]]);
    }
    const known = [...lines].map(([cell, all]) => [cell, all.reduce((sum, one) => sum + one, 0) / all.length]).sort((a, b) => a[1] - b[1]);
    if (!known.length) return 0;
    const [first, last] = [known[0], known.at(-1)];
    const apart = known.length > 1 ? (last[1] - first[1]) / (known.length - 1) : 100;
    if (here[axis] < first[1] - apart * 0.6) return first[0] - 1;
    if (here[axis] > last[1] + apart * 0.6) return last[0] + 1;
    return known.reduce((best, one) => (Math.abs(one[1] - here[axis]) < Math.abs(best[1] - here[axis]) ? one : best))[0];
  });
}

function scale(by, figure = null) {
  zoom = by === 0 ? 1 : Math.min(Math.max(zoom * by, 0.5), 5);
  for (const svg of (figure ?? document).querySelectorAll('.sheet svg')) svg.style.setProperty('width', `${zoom * 100}%`);
}
