// A folder into a collection: one import, watched while it runs. Sent again, it passes over what is there.

import { json, path } from '../api.js';
import { servedBy } from '../catalog.js';
import { byId, el, problem } from '../dom.js';
import { dropZone } from '../drop.js';
import { count, many } from '../format.js';
import { tar } from './tar.js';

const POLL_MILLIS = 250;
const NOT_PICTURES = /(^|\/)\.|\.(txt|md|json|ya?ml|csv|html|db)$/i;

/** Makes the form work; `onDone` hears the collection's name when a folder is in. */
export function ingest(onDone) {
  let stopping = new AbortController();
  byId('ingest-stop').addEventListener('click', () => stopping.abort());
  byId('ingest').addEventListener('submit', (event) => event.preventDefault());
  dropZone(byId('ingest-drop'), async (found) => {
    const name = byId('ingest-name');
    if (!name.reportValidity()) return;
    const pictures = found.filter((each) => !NOT_PICTURES.test(each.path));
    stopping = new AbortController();
    await index(name.value, pictures, stopping.signal, onDone);
  });
}

async function index(collection, pictures, signal, onDone) {
  const outcome = byId('ingest-outcome');
  outcome.replaceChildren();
  show(true);
  showProgress({ files: 0, indexed: 0 }, pictures.length);
  try {
    await open(collection);
    outcome.replaceChildren(summary(await send(collection, pictures, signal)));
  } catch (error) {
    outcome.replaceChildren(error.name === 'AbortError' ? stopped() : problem(error));
  }
  show(false);
  await onDone(collection);
}

/** Makes the collection, or asks for the one that stands, so that a refusal comes before a folder is sent. */
async function open(collection) {
  const standing = (await json('/v1/collections')).collections.find((each) => each.name === collection);
  const { model, version, engine, quantization, keepOriginals } = standing ?? servedBy(byId('ingest-model').value);
  await json(path`/v1/collections/${collection}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model, version, engine, quantization, keepOriginals }),
  });
}

/** Sends the pictures as one archive; returns what became of them. */
async function send(collection, pictures, signal) {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const watching = setInterval(
    () => json(path`/v1/imports/${id}`).then((progress) => showProgress(progress, pictures.length), () => {}),
    POLL_MILLIS,
  );
  try {
    return await json(`${path`/v1/collections/${collection}/imports`}?id=${id}`, { method: 'POST', body: tar(pictures), signal });
  } finally {
    clearInterval(watching);
  }
}

function show(running) {
  byId('ingest-progress').hidden = !running;
  byId('ingest-drop').querySelector('input').disabled = running;
}

function showProgress({ files, indexed }, all) {
  const bar = byId('ingest-bar');
  bar.max = Math.max(all, 1);
  bar.value = files;
  byId('ingest-count').textContent = `${count(files)} of ${many(all, 'picture')} read, ${count(indexed)} stored`;
}

function summary({ indexed, unchanged, refused, refusals, seconds }) {
  const there = unchanged > 0 ? ` ${count(unchanged)} stored already.` : '';
  const head = `${many(indexed, 'picture')} indexed in ${seconds.toFixed(1)} s.${there}`;
  if (refused === 0) return el('p', { class: 'panel' }, head);
  return el(
    'div',
    { class: 'panel stack' },
    el('p', {}, `${head} ${many(refused, 'file')} refused:`),
    el(
      'ul',
      { class: 'refused', tabindex: '0', 'aria-label': 'Refused files' },
      refusals.map((each) => el('li', {}, el('strong', {}, each.path), ` ${each.reason}`)),
    ),
  );
}

function stopped() {
  return el('p', { class: 'panel' }, 'Stopped. Drop the folder again to go on: what is stored already is passed over.');
}
