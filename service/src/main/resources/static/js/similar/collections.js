// The collections that the service keeps, and the one that is chosen.

import { json } from '../api.js';
import { byId, el } from '../dom.js';
import { many } from '../format.js';

let known = [];

/** The collections as last read. */
export function collections() {
  return known;
}

/** The chosen collection's name. */
export function chosenCollection() {
  const name = byId('collection').value;
  if (!name) throw new Error('There is no collection yet. Drop a folder under “Add pictures” to make one.');
  return name;
}

/** Reads the list and fills the picker; `name` becomes the chosen one. */
export async function fillCollections(name) {
  known = (await json('/v1/collections')).collections;
  const picker = byId('collection');
  const chosen = name ?? picker.value;
  picker.replaceChildren(...known.map((each) => el('option', { value: each.name }, each.name)));
  picker.disabled = known.length === 0;
  if (known.some((each) => each.name === chosen)) picker.value = chosen;
}

/** Says what the chosen collection holds. */
export function showFacts() {
  const chosen = known.find((each) => each.name === byId('collection').value);
  byId('collection-facts').textContent = chosen
    ? `${many(chosen.images, 'picture')}, seen by ${chosen.model} version ${chosen.version}`
    : '';
}
