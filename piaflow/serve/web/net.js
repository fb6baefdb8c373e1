// One edit after the other; of pictures and answers only the newest is asked, and an older one is dropped.
const tab = crypto.randomUUID();
let key = '';
export const setKey = (told) => { key = told; };

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(`/m/${key}/${path}`, { credentials: 'same-origin', ...options });
  } catch {
    return { failed: true, why: 'piaflow serve に届きません。端末で動いているか確かめてください（書きかけは残っています）' };
  }
  const told = await answer.json().catch(() => ({ why: 'この画面は閉じられました。開き直してください' }));
  return { ...told, failed: !answer.ok, status: answer.status };
}

let last = Promise.resolve();
let sending = 0;
export const isSending = () => sending > 0;
// `tell` is asked when its turn comes: the command before may have given its row another address.
export function command(tell) {
  sending += 1;
  last = last.then(() => post('edit', { ...(typeof tell === 'function' ? tell() : tell), tab }))
    .finally(() => { sending -= 1; });
  return last;
}

export const settled = () => last;

export const fetchSource = (span) => ask(`source?span=${encodeURIComponent(span)}`);

export const post = (path, told, headers = {}) => ask(path, {
  method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(told),
});

// What `isStale` calls older than what was typed since is asked for again, when the edits on their way are there.
export function newest(path, act, isStale = () => false) {
  let running = false;
  let again = false;
  return async function run() {
    if (running) { again = true; return; }
    running = true;
    do {
      again = false;
      const told = await ask(path());
      if (isStale(told)) { again = true; await last; }
      if (!again) act(told);
    } while (again);
    running = false;
  };
}

export function listen(act) {
  const source = new EventSource(`/m/${key}/events`);
  source.onmessage = (event) => act(JSON.parse(event.data));
}
