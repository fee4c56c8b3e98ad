// A folder into a collection: each picture put on its own, so that one bad file costs one line.

import { call, json, path } from '../api.js';
import { byId, el, problem } from '../dom.js';
import { dropZone } from '../drop.js';
import { each } from '../each.js';
import { count, many } from '../format.js';

const AT_ONCE = 4;
const NOT_PICTURES = /^\.|\.(txt|md|json|ya?ml|csv|html|db)$/i;

/** Makes the form work; `onDone` hears the collection's name when a folder is in. */
export function ingest(onDone) {
  let stopping;
  byId('ingest-stop').addEventListener('click', () => stopping?.abort());
  byId('ingest').addEventListener('submit', (event) => event.preventDefault());
  dropZone(byId('ingest-drop'), async (found) => {
    const name = byId('ingest-name');
    if (!name.reportValidity()) return;
    stopping = new AbortController();
    await index(name.value, found.filter(({ file }) => !NOT_PICTURES.test(file.name)), stopping.signal, onDone);
  });
}

async function index(collection, pictures, signal, onDone) {
  const outcome = byId('ingest-outcome');
  outcome.replaceChildren();
  byId('ingest-progress').hidden = false;
  try {
    await open(collection);
    const refused = await putAll(collection, pictures, signal);
    outcome.append(summary(pictures.length, refused, signal.aborted));
    await onDone(collection);
  } catch (error) {
    outcome.append(problem(error));
  } finally {
    byId('ingest-progress').hidden = true;
  }
}

/** Makes the collection if it is not there; one that stands keeps its own model. */
async function open(collection) {
  const standing = (await json('/v1/collections')).collections;
  if (standing.some((each) => each.name === collection)) return;
  const [model, version] = byId('ingest-model').value.split('/');
  await json(path`/v1/collections/${collection}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model, version }),
  });
}

/** Puts every picture; returns the sentences of those that were refused. */
async function putAll(collection, pictures, signal) {
  const refused = [];
  let done = 0;
  showProgress(0, pictures.length);
  await each(pictures, AT_ONCE, async ({ file, folder }) => {
    if (signal.aborted) return;
    try {
      await put(collection, file, folder, signal);
    } catch (error) {
      if (error.name === 'AbortError') return;
      if (error.status === 0 || error.status === 401 || error.status === 403) throw error;
      refused.push(`${file.name}: ${error.message}`);
    }
    showProgress(++done, pictures.length);
  });
  return refused;
}

async function put(collection, file, folder, signal) {
  const id = (folder ? `${folder}-${file.name}` : file.name).replace(/[^A-Za-z0-9_.-]/g, '_');
  const label = folder ? `?label=${encodeURIComponent(folder)}` : '';
  await call(path`/v1/collections/${collection}/images/${id}` + label, {
    method: 'PUT',
    body: file,
    headers: { 'Content-Type': file.type || 'application/octet-stream' },
    signal,
  });
}

function showProgress(done, all) {
  const bar = byId('ingest-bar');
  bar.max = Math.max(all, 1);
  bar.value = done;
  byId('ingest-count').textContent = `${count(done)} of ${count(all)} indexed`;
}

function summary(all, refused, stopped) {
  const head = stopped ? 'Stopped.' : `${many(all - refused.length, 'picture')} indexed.`;
  if (refused.length === 0) return el('p', {}, head);
  return el(
    'div',
    { class: 'stack' },
    el('p', {}, `${head} ${many(refused.length, 'file')} refused:`),
    el('ul', { class: 'unread', tabindex: '0', 'aria-label': 'Refused files' }, refused.map((line) => el('li', {}, line))),
  );
}
