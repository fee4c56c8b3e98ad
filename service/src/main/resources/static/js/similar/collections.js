// The collections that the service keeps, and the one that is chosen.

import { json } from '../api.js';
import { byId, el } from '../dom.js';
import { many, percent } from '../format.js';

let known = [];

/** The chosen collection, or undefined if there is none at all. */
export function chosenCollection() {
  return known.find((each) => each.name === byId('collection').value);
}

/** Reads the list and fills the picker; `name` becomes the chosen one. */
export async function fillCollections(name) {
  known = (await json('/v1/collections')).collections;
  const picker = byId('collection');
  const chosen = name ?? picker.value;
  picker.replaceChildren(...known.map((each) => el('option', { value: each.name }, each.name)));
  if (known.some((each) => each.name === chosen)) picker.value = chosen;
}

/** What a collection holds, in a sentence. */
export function told({ images, model, version, reason, recall }) {
  const measured = recall ? `, recall@${recall.k} ${percent(recall.recall)}` : '';
  return reason ?? `${many(images, 'picture')}, seen by ${model} version ${version}${measured}`;
}
