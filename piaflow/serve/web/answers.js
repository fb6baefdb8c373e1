// Findings and impact beside the picture, each a click from the field that it is about.
import { $, make, say } from './dom.js';

const FIRST = 30;
let counted = '';
let since = '';
export const sinceWhen = () => since;

export function showAnswers(told, goTo, ask, propose) {
  const holder = $('answers');
  if (told.failed) {
    holder.replaceChildren(chooseSince(ask), make('p', { class: 'why' }, told.why ?? ''));
    return;
  }
  const open = new Set([...holder.querySelectorAll('details[open]')].map((part) => part.dataset.part));
  if (!holder.querySelector('details')) open.add('findings');
  const { findings, impact } = told;
  const counts = `指摘 ${findings.length} 件、書き換える欄 ${impact.items.length}`;
  if (counted && counted !== counts) say(counts);
  counted = counts;
  const field = document.activeElement?.id === 'since';
  if (field) return renewParts(holder, findings, impact, goTo, open, propose);
  holder.replaceChildren(chooseSince(ask), make('div', { class: 'parts' }));
  renewParts(holder, findings, impact, goTo, open, propose);
}

function renewParts(holder, findings, impact, goTo, open, propose) {
  const grave = ['誤り', '注意', '参考'].map((word) => [word, findings.filter((one) => one.severity === word).length]).filter(([, n]) => n);
  const parts = [
    part('findings', `指摘 ${findings.length}（${grave.map(([word, n]) => `${word} ${n}`).join('、') || 'なし'}）`, findings, (one) => showFinding(one, goTo)),
    part('items', `書き換える欄・見直す欄 ${impact.items.length}`, impact.items, (one) => showItem(one, goTo)),
    part('changes', `変わること ${impact.changes.length + impact.gained.length}`, [...impact.changes, ...impact.gained], (one) => make('li', {}, one)),
    part('new', `新しい指摘 ${impact.new.length}、なくなった指摘 ${impact.gone.length}`, [...impact.new.map((one) => `新: ${one}`), ...impact.gone.map((one) => `済: ${one}`)], (one) => make('li', {}, one)),
  ];
  parts[1].querySelector('summary').after(make('button', { type: 'button', id: 'propose', on: { click: propose } }, '書き換える欄を変更箇所の行にする'));
  for (const one of parts) one.open = open.has(one.dataset.part);
  (holder.querySelector('.parts') ?? holder).replaceChildren(make('p', { class: 'judged' }, `見立て: ${impact.judgement}`), ...parts);
}

function chooseSince(ask) {
  const field = make('input', { id: 'since', list: 'others', placeholder: '保存したもの', value: since, autocomplete: 'off' });
  field.addEventListener('change', () => { since = field.value.trim(); ask(); });
  return make('label', { class: 'since' }, '比べる相手（空なら保存したもの。ほかのモデル、または git の版）', field);
}

function part(name, title, all, show) {
  const list = make('ul', {}, ...all.slice(0, FIRST).map(show));
  const more = all.length > FIRST && make('button', { type: 'button', class: 'link', on: { click: () => {
    list.append(...all.slice(FIRST).map(show));
    more.remove();
  } } }, `ほか ${all.length - FIRST} 件も示す`);
  return make('details', { 'data-part': name }, make('summary', {}, title), list, more);
}

const target = (goTo, at, words) => make('button', { type: 'button', class: 'link', on: { click: () => goTo(at) } }, words);

function showFinding(one, goTo) {
  return make('li', { class: 'finding', 'data-severity': one.severity },
    make('span', { class: 'severity' }, one.severity), ' ', one.message,
    one.at.length ? make('span', { class: 'go' }, ...one.at.slice(0, 3).map((at) => target(goTo, at, at.startsWith('row ') ? at.split(' ').slice(2).join(' ') : at))) : null);
}

function showItem(one, goTo) {
  return make('li', {}, target(goTo, one.id, `${one.id} ${one.label}${one.significant ? '※' : ''}`), ` （${one.origin}）`,
    one.before !== one.after && make('span', { class: 'both' }, make('del', {}, clip(one.before)), ' → ', make('ins', {}, clip(one.after))));
}

const clip = (text) => (text.length > 80 ? `${text.slice(0, 60)}…（${text.length}字）` : text || '（空欄）');
