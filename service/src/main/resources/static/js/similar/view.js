// The Similar view: a picture in, its nearest neighbours out, and on from one of them.

import { json, path, picture, postImage } from '../api.js';
import { fillPicker, watchModels } from '../catalog.js';
import { byId, empty, problem } from '../dom.js';
import { dropZone, pasteZone } from '../drop.js';
import { chosenCollection, collections, fillCollections, showFacts } from './collections.js';
import { showDuplicates } from './duplicates.js';
import { ingest } from './ingest.js';
import { figure } from './neighbors.js';
import { trail } from './trail.js';

const K = 6;
let steps;

/** Wires the view; called once, when it is first shown. */
export async function start() {
  steps = trail(byId('trail'), (step) => look(step));
  const search = (pictures) => begin(pictures[0].file);
  dropZone(byId('similar-drop'), search);
  pasteZone(() => !byId('similar').hidden, search);
  byId('collection').addEventListener('change', choose);
  byId('exact').addEventListener('change', () => steps.last() && look(steps.last()));
  byId('duplicates').addEventListener('click', () => {
    steps.clear();
    inResults(() => showDuplicates(chosenCollection(), walk));
  });
  ingest(async (name) => {
    await fillCollections(name);
    choose();
  });
  watchModels((all) => fillPicker(byId('ingest-model'), all.filter((model) => model.image?.features)));
  try {
    await fillCollections();
    choose();
  } catch (error) {
    byId('similar-results').replaceChildren(problem(error));
  }
}

function choose() {
  steps.clear();
  showFacts();
  const some = collections().length > 0;
  byId('duplicates').disabled = !some;
  byId('similar-results').replaceChildren(
    some
      ? empty('Ready to search', 'Drop a picture on the left. Its six nearest neighbors appear here; choose one to walk on from it.')
      : empty('No collection yet', 'Drop a folder of pictures under “Add pictures”. Each becomes searchable as soon as it is indexed.'),
  );
}

/** Starts a walk from a picture of the user's. */
function begin(blob) {
  const exact = () => byId('exact').checked;
  const step = {
    name: blob.name ?? 'pasted picture',
    picture: async () => blob,
    find: () => postImage(`${path`/v1/collections/${chosenCollection()}`}/search?k=${K}&exact=${exact()}`, blob),
  };
  steps.clear();
  look(step);
}

/** Walks on from a stored picture. */
function walk(neighbor) {
  const collection = chosenCollection();
  const exact = () => byId('exact').checked;
  look({
    name: neighbor.label ?? neighbor.id,
    id: neighbor.id,
    picture: () => picture(neighbor.thumbnail),
    find: () => json(`${path`/v1/collections/${collection}/images/${neighbor.id}`}/neighbors?k=${K}&exact=${exact()}`),
  });
}

async function look(step) {
  steps.add(step);
  await inResults(async () => {
    const began = performance.now();
    const [answer, blob] = await Promise.all([step.find(), step.picture()]);
    return figure(step, blob, answer, performance.now() - began, walk);
  });
}

/** Shows what `work` makes, or the service's sentence why it could not. */
async function inResults(work) {
  const results = byId('similar-results');
  results.setAttribute('aria-busy', 'true');
  try {
    results.replaceChildren(await work());
  } catch (error) {
    results.replaceChildren(problem(error));
  } finally {
    results.setAttribute('aria-busy', 'false');
  }
}
