// The Classify view: a picture in, labels and times out.

import { path, postImage } from '../api.js';
import { fillPicker, models, servedBy, watchModels } from '../catalog.js';
import { byId, el, empty } from '../dom.js';
import { dropZone, pasteZone } from '../drop.js';
import { each } from '../each.js';
import { tabs } from '../tabs.js';
import { drawingBoard } from './board.js';
import { camera } from './camera.js';
import { failed, finished, waiting } from './result.js';

const AT_ONCE = 3;
const K = 5;
let selectSource;
let stopDrawing;

/** Wires the view; called once, when it is first shown. */
export function start() {
  const invite = el('button', { type: 'button', class: 'primary', onclick: drawInstead }, 'Draw a digit');
  byId('classify-results').append(
    empty('Nothing to look at yet', 'Drop a picture, paste one from the clipboard, or write a digit by hand.', invite),
  );
  const stopCamera = camera((blob) => classify([blob]));
  const board = drawingBoard((blob) => classifyDrawing(blob));
  selectSource = tabs(byId('sources'), (panel) => {
    if (panel !== 'from-camera') stopCamera();
    if (panel === 'from-draw') chooseForDrawing();
  });
  byId('board-clear').addEventListener('click', () => {
    stopDrawing?.abort();
    board.clear();
  });
  dropZone(byId('classify-drop'), (pictures) => classify(pictures.map((picture) => picture.file)));
  pasteZone(
    () => !byId('classify').hidden,
    (pictures) => {
      selectSource('from-picture');
      classify(pictures.map((picture) => picture.file));
    },
  );
  watchModels((all) => fillPicker(byId('classify-model'), all.filter((model) => model.image)));
  models().catch((error) => byId('classify-results').replaceChildren(failed(error)));
}

function drawInstead() {
  selectSource('from-draw');
  byId('board').focus();
}

/** A digit is drawn for a model that reads digits: chooses one if the chosen model takes colour photographs. */
async function chooseForDrawing() {
  const picker = byId('classify-model');
  const all = await models();
  const reader = all.find((model) => model.ready && model.gray);
  const advice = byId('board-advice');
  if (reader && !all.find((model) => model.key === picker.value)?.gray) picker.value = reader.key;
  advice.hidden = Boolean(reader);
  advice.textContent = 'No loaded model reads digits. Train one: ./fovea train lenet5';
}

async function classify(blobs) {
  const results = byId('classify-results');
  results.setAttribute('aria-busy', 'true');
  const cards = blobs.map((blob) => waiting(blob));
  results.replaceChildren(...cards);
  await each([...blobs.keys()], AT_ONCE, async (i) => cards[i].replaceWith(await answer(blobs[i])));
  results.setAttribute('aria-busy', 'false');
}

async function classifyDrawing(blob) {
  stopDrawing?.abort();
  stopDrawing = new AbortController();
  const { signal } = stopDrawing;
  const card = await answer(blob, signal);
  if (!signal.aborted) byId('classify-results').replaceChildren(card);
}

/** The card that says what the model answered, or the service's sentence why it did not. */
async function answer(blob, signal) {
  const chosen = byId('classify-model').value;
  try {
    const model = servedBy(chosen);
    const began = performance.now();
    const body = await postImage(`${model.path}/classify?k=${K}${model.query('&')}`, blob, signal);
    return finished(blob, body, performance.now() - began, `${path`/v1/models/${body.model}`}/preview?version=${body.version}`);
  } catch (error) {
    return error.name === 'AbortError' ? el('span') : failed(error, blob);
  }
}
