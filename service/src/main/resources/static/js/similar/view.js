// The Similar view: a picture in, its nearest neighbors out, and on from one of them.

import { json, path, picture, postImage } from '../api.js';
import { fillPicker, watchModels } from '../catalog.js';
import { byId, empty, problem } from '../dom.js';
import { dropZone, pasteZone } from '../drop.js';
import { chosenCollection, fillCollections, told } from './collections.js';
import { duplicates } from './duplicates.js';
import { entrances } from './entrances.js';
import { row } from './figure.js';
import { ingest } from './ingest.js';

const K = 6;
const LONGEST_WALK = 12;
let standing; // the step that the figure's first row was looked from
let turn = 0; // of what was asked, only the latest is shown

/** Wires the view; called once, when it is first shown. */
export async function start() {
  const search = ([{ file }]) => begin(file);
  dropZone(byId('similar-drop'), search);
  pasteZone(() => !byId('similar').hidden, search);
  byId('collection').addEventListener('change', () => choose());
  byId('exact').addEventListener('change', () => standing && look(standing));
  byId('filter').addEventListener('change', () => (standing ? look(standing) : choose()));
  byId('duplicates').addEventListener('click', () => fill(() => duplicates(chosenCollection().name, walk)));
  ingest(choose);
  watchModels((all) => fillPicker(byId('ingest-model'), all.filter((model) => model.image?.features)));
  byId('adding').open = true;
  await choose();
}

/** Shows the collection named, or the one that is picked, and where to start in it. */
function choose(name) {
  return fill(async () => {
    await fillCollections(name);
    const collection = chosenCollection();
    byId('searching').hidden = !collection;
    byId('adding').open = !collection || collection.images === 0;
    if (!collection) return empty('No collection yet', 'Drop a folder of pictures under “Add pictures”. Each becomes searchable, and you can walk from one to the next.');
    byId('collection-facts').textContent = told(collection);
    byId('ingest-name').value = collection.name;
    if (collection.images === 0) return empty('An empty collection', 'Drop a folder of pictures under “Add pictures”.');
    return entrances(collection, wanted(), walk);
  });
}

/** What the filter says, as part of a query; nothing where it is empty. */
function wanted() {
  const filter = byId('filter').value.trim();
  return filter ? { filter } : {};
}

/** What every step of a walk asks for. */
function terms() {
  return new URLSearchParams({ k: K, exact: byId('exact').checked, ...wanted() });
}

/** Starts a walk from a picture of the user's. */
function begin(blob) {
  const { name } = chosenCollection();
  standing = undefined;
  look({
    name: blob.name ?? 'pasted picture',
    picture: async () => blob,
    find: () => postImage(`${path`/v1/collections/${name}/search`}?${terms()}`, blob),
  });
}

/** Walks on from a stored picture. */
function walk(stored) {
  const { name } = chosenCollection();
  look({
    name: stored.label ?? stored.id,
    picture: () => picture(stored.thumbnail),
    find: () => json(`${path`/v1/collections/${name}/images/${stored.id}/neighbors`}?${terms()}`),
  });
}

/** Puts a step's row on top of those of the walk; the same step again takes its row's place. */
async function look(step) {
  const mine = ++turn;
  const results = byId('similar-results');
  results.setAttribute('aria-busy', 'true');
  try {
    const began = performance.now();
    const answer = await step.find();
    if (mine !== turn) return;
    const found = row(step, step.picture(), answer, performance.now() - began, walk);
    const walked = standing ? [...results.querySelectorAll('.step')].slice(standing === step ? 1 : 0) : [];
    results.replaceChildren(found, ...walked.slice(0, LONGEST_WALK - 1));
    standing = step;
    found.querySelector('h2').focus({ preventScroll: true });
    found.scrollIntoView({ block: 'nearest' });
  } catch (error) {
    if (mine === turn) results.replaceChildren(problem(error));
  } finally {
    if (mine === turn) results.setAttribute('aria-busy', 'false');
  }
}

/** Shows what `work` makes instead of a walk, or the service's sentence why it could not. */
async function fill(work) {
  const mine = ++turn;
  const results = byId('similar-results');
  standing = undefined;
  results.setAttribute('aria-busy', 'true');
  const shown = await work().catch(problem);
  if (mine !== turn) return;
  results.replaceChildren(shown);
  results.setAttribute('aria-busy', 'false');
}
