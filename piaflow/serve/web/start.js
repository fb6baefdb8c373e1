// The desk: what one types goes to the server, and what it says comes back beside the field, never into it.
import { showAnswers, sinceWhen } from './answers.js';
import { $, make, say } from './dom.js';
import { goTo as goToCell, showForm } from './form.js';
import { isSending, command, listen, newest, post, setKey, settled } from './net.js';
import { onMoved, showPictures } from './picture.js';
import { chooseTables, goToRow, showNames, showTables, viewOf, viewOfRow } from './tables.js';

const known = JSON.parse($('known').textContent);
let state = known.state;
let heard = state.revision;
setKey(known.key);

function show(told) {
  if (told.failed) { say(told.why ?? ''); return; }
  state = told;
  showForm(told.form, act, told.documents);
  showNames(told.names);
  showTables(told.tables, act);
  $('dirty').hidden = !told.dirty;
  $('save').disabled = !told.dirty;
  $('undo').disabled = !told.undo;
  $('redo').disabled = !told.redo;
  showAsks(told);
  performance.mark('piaflow-shown');
}

const askPictures = newest(() => 'pictures', (told) => {
  if (told.failed) { say(told.why ?? ''); return; }
  showPictures(told.pictures);
  performance.mark(`piaflow-picture-${told.revision}`);
  document.body.dataset.picture = told.revision;
});
const askState = newest(() => 'state', show, (told) => isSending() || told.revision < heard);
const askAnswers = newest(() => `answers?since=${encodeURIComponent(sinceWhen())}`, (told) => {
  showAnswers(told, goTo, askAnswers, propose);
  document.body.dataset.answers = told.revision;
});

// What differs becomes rows of 変更箇所, each to be confirmed there.
async function propose() {
  await settled();
  const told = await post('rows', { since: sinceWhen() });
  say(told.failed ? told.why ?? '' : told.said);
  act(told);
  if (!told.failed) { showPart('form'); chooseView('table-revisions'); }
}

// Findings and impact are worked out when one pauses: they would take the time of the pictures of the next keys.
// A picture that takes long is not waited for: whether something is to be saved, or was written elsewhere, is shown at once.
const PAUSE = 500;
const MOST_WAIT = 400;
let pause = 0;
async function renew() {
  clearTimeout(pause);
  await Promise.race([askPictures(), new Promise((go) => { setTimeout(go, MOST_WAIT); })]);
  await askState();
  clearTimeout(pause);
  pause = setTimeout(askAnswers, PAUSE);
}

function act(told) {
  if ('goTo' in told) { if (told.goTo) goTo(`row flows ${told.goTo}`); return; }
  if (told.failed) { if (told.status !== 409) say(told.why ?? ''); return; }
  if (told.revision > heard) { heard = told.revision; renew(); }
}

function goTo(at) {
  showPart('form');
  if (at.startsWith('row ')) { chooseView(viewOfRow(at)); if (!goToRow(at)) say('この行は、もうありません'); return; }
  chooseView('form');
  if (!goToCell(at)) say('この欄は、もうありません');
}

// The views of the left side: the form, or one of the tables.
function chooseView(view) {
  $('form').hidden = view !== 'form';
  chooseTables(view);
  for (const button of document.querySelectorAll('#views button')) button.setAttribute('aria-pressed', String(button.dataset.view === view));
  $('views').querySelector('select').hidden = view !== 'form';
}

function makeViews() {
  const button = (view, words) => make('button', { type: 'button', 'data-view': view, on: { click: () => chooseView(view) } }, words);
  const chapters = make('select', { 'aria-label': '章へ行く' }, make('option', { value: '' }, '章へ…'),
    ...state.form.map((chapter) => make('option', { value: chapter.name }, chapter.title)));
  chapters.addEventListener('change', () => {
    document.getElementById(`chapter-${chapters.value}`)?.scrollIntoView();
    chapters.value = '';
  });
  const views = new Map(state.tables.map((table) => [viewOf(table), table.view.label]));
  $('views').replaceChildren(button('form', '様式'), ...[...views].map(([view, label]) => button(view, label)), chapters);
}

// On a small screen one of three parts is seen.
function showPart(part) {
  document.querySelector('.desk').dataset.tab = part;
  for (const tab of document.querySelectorAll('.tabs [role="tab"]')) {
    const is = tab.id === `tab-${part}`;
    tab.setAttribute('aria-selected', String(is));
    tab.tabIndex = is ? 0 : -1;
  }
}
const PARTS = ['form', 'picture', 'answers'];
for (const part of PARTS) $(`tab-${part}`).addEventListener('click', () => showPart(part));
document.querySelector('.tabs').addEventListener('keydown', (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const part = PARTS[(PARTS.indexOf(document.querySelector('.desk').dataset.tab) + by + 3) % 3];
  showPart(part);
  $(`tab-${part}`).focus();
});

// What a person has to decide: work of an earlier run, and places that were written here and outside.
function showAsks(told) {
  const asks = [];
  const does = (words, what) => make('button', { type: 'button', on: { click: async () => act(await command(what)) } }, words);
  if (told.kept) {
    asks.push(make('div', { class: 'ask', role: 'alert' }, `前に書いて保存していない変更が ${told.kept} 件あります。`,
      does('続きから', { do: 'take-kept' }), does('捨てる', { do: 'drop-kept' })));
  }
  for (const clash of told.clashes) {
    asks.push(make('div', { class: 'ask', role: 'alert' }, make('b', {}, clash.name),
      make('span', {}, `ここで書いたもの: ${clash.mine || '（消した）'}`), does('これにする', { do: 'choose', at: clash.at, mine: true }),
      make('span', {}, `ファイルにあるもの: ${clash.theirs || '（ない）'}`), does('これにする', { do: 'choose', at: clash.at, mine: false })));
  }
  const told_ = JSON.stringify([told.kept, told.clashes]);
  if ($('asks').dataset.told === told_) return;
  $('asks').dataset.told = told_;
  $('asks').replaceChildren(...asks);
}

// What is in the field still counts: it is sent before the file is written.
async function save() {
  document.activeElement?.dispatchEvent(new Event('change'));
  await settled();
  await askState();
  const told = await post('save', {}, { 'If-Match': `"${state.version}"` });
  if (told.failed) offerSaveAs(told.why ?? '');
  else { say('保存しました'); $('other').replaceChildren(); }
  act(told);
  if (told.failed) askState();
}

// Where the file cannot be written, the work goes into another one.
function offerSaveAs(why) {
  const name = make('input', { 'aria-label': '別のファイルの名前', placeholder: '別のファイルの名前' });
  const write = async () => {
    const told = await post('save-as', { name: name.value });
    say(told.failed ? told.why ?? '' : `${told.name} に保存しました`);
    if (told.failed) return;
    $('other').replaceChildren(make('div', { class: 'ask' }, make('span', {}, `${told.name} に保存しました。この画面の書きかけは、そのままです。`),
      make('a', { href: `/m/${told.key}` }, '保存したものを開く')));
  };
  $('other').replaceChildren(make('div', { class: 'ask', role: 'alert' }, make('span', {}, `保存できません。${why}`), name,
    make('button', { type: 'button', on: { click: write } }, '別の名前で保存')));
}

const undo = async () => act(await tellUndone('undo'));
const redo = async () => act(await tellUndone('redo'));
async function tellUndone(what) {
  const told = await command({ do: what });
  say(told.failed ? told.why : { undo: '元に戻しました', redo: 'やり直しました' }[what]);
  return told;
}
$('undo').addEventListener('click', undo);
$('redo').addEventListener('click', redo);
$('save').addEventListener('click', save);
document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const does = { s: save, z: event.shiftKey ? redo : undo, y: redo }[event.key.toLowerCase()];
  if (!does) return;
  event.preventDefault();
  does();
});
// What the model has not got goes with the page: words on their way, words that were refused, a row that was not added.
const HELD = '[aria-invalid="true"], .adding :is(input, textarea)';
addEventListener('beforeunload', (event) => {
  document.activeElement?.dispatchEvent(new Event('change'));
  if (state.dirty || isSending() || [...document.querySelectorAll(HELD)].some((field) => field.value)) event.preventDefault();
});
addEventListener('focus', () => askState());

onMoved(act);
show(state);
makeViews();
chooseView('form');
if (known.pictures) { showPictures(known.pictures.pictures); document.body.dataset.picture = known.pictures.revision; } else askPictures();
askAnswers();
listen((told) => {
  if (told.news) say(told.news);
  if (told.revision > heard || told.news) { heard = told.revision; renew(); }
});
