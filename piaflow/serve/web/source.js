// The document beside its field: the lines that it was read from among those around them, and the page of a PDF.
import { make } from './dom.js';
import { fetchSource } from './net.js';

export function showLines(lines, row, documents) {
  const spans = lines.split(' ').filter((span) => span.split(':')[0] in documents);
  if (!spans.length) return make('span', { class: 'lines', title: '文書の行' }, lines);
  const button = make('button', { type: 'button', class: 'link lines', title: '文書を隣に見る', 'aria-expanded': 'false' }, lines);
  button.addEventListener('click', async () => {
    const open = row.querySelector('.source');
    button.setAttribute('aria-expanded', String(!open));
    if (open) { open.remove(); return; }
    const part = make('div', { class: 'source', role: 'region', 'aria-label': `文書 ${lines}` }, make('p', { class: 'soft' }, '文書を読んでいます…'));
    row.append(part);
    const told = await Promise.all(spans.map(fetchSource));
    part.replaceChildren(...told.map(showExcerpt));
  });
  return button;
}

function showExcerpt(told) {
  if (told.failed) return make('p', { class: 'why' }, told.why ?? '');
  const lines = told.lines.map(([number, text, here]) => make('li', { value: number }, here ? make('mark', {}, text) : text));
  return make('figure', {}, make('figcaption', {}, `${told.file}　${told.page}`), make('ol', {}, ...lines), told.picture && showPage(told));
}

// The page as it is printed, the lines marked on it.
function showPage(told) {
  const page = make('div', { class: 'leaf' }, make('img', { src: told.picture, alt: `${told.file} ${told.page}` }));
  for (const [left, top, width, height] of told.marks) {
    const mark = make('i');
    Object.assign(mark.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });
    page.append(mark);
  }
  return page;
}
