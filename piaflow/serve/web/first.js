// The first screen: starting a model from a document, an earlier model or a starter.
const form = document.getElementById('start');
const said = document.getElementById('said');

function show() {
  const from = new FormData(form).get('from');
  for (const part of form.querySelectorAll('[data-for]')) {
    part.hidden = part.dataset.for !== from;
    for (const field of part.querySelectorAll('input')) field.required = !part.hidden;
  }
}
form.addEventListener('change', show);
show();

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const told = Object.fromEntries(new FormData(form));
  const button = form.querySelector('button');
  button.disabled = true;
  said.textContent = told.from === 'document' ? '評価書を読んでいます（100ページで20秒ほど）…' : '作っています…';
  const answer = await fetch('/new', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...told, file: told[told.from] }),
  });
  const found = await answer.json();
  button.disabled = false;
  if (answer.ok) location.assign(`/m/${found.key}`);
  else said.textContent = found.why;
});
