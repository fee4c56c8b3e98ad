// What is loaded, read once and shared by the views.

import { json, path } from './api.js';
import { el } from './dom.js';

const LOADING_MILLIS = 1500;
const listeners = [];
let reading;
let known = [];

/** Every version of every model, as one flat list; read once, and again after `refresh()`. */
export function models() {
  reading ??= read().catch((error) => {
    reading = undefined;
    throw error;
  });
  return reading;
}

/** Reads the list again. */
export function refresh() {
  reading = undefined;
  return models();
}

/** Hears the list now, if it was read, and each time it is read again. */
export function watchModels(listener) {
  listeners.push(listener);
  if (reading) reading.then(listener, () => {});
}

async function read() {
  const answer = await json('/v1/models');
  known = answer.models.flatMap((model) => model.versions.map((version) => flat(model, version)));
  for (const listener of listeners) listener(known);
  if (known.some((each) => each.state === 'LOADING')) setTimeout(refresh, LOADING_MILLIS);
  return known;
}

function flat(model, version) {
  return {
    ...version,
    name: model.name,
    key: `${model.name}/${version.version}`,
    ready: version.state === 'READY',
    gray: version.image?.color === 'GRAY',
  };
}

/** A picked version: its model and version, the model's path, and a `query(separator)` that names the version. */
export function servedBy(key) {
  const chosen = known.find((each) => each.key === key);
  if (!chosen) throw new Error('No model is ready. Train one with ./fovea train lenet5, or start the service with --models DIR.');
  return {
    model: chosen.name,
    version: chosen.version,
    path: path`/v1/models/${chosen.name}`,
    query: (separator) => `${separator}version=${chosen.version}`,
  };
}

/** Fills a `<select>` with the versions that are ready. */
export function fillPicker(select, all) {
  const ready = all.filter((each) => each.ready);
  const chosen = select.value;
  select.replaceChildren(...ready.map((each) => el('option', { value: each.key }, title(each))));
  if (ready.some((each) => each.key === chosen)) select.value = chosen;
  select.disabled = ready.length === 0;
}

function title(version) {
  const pointing = version.versionLabels.length > 0 ? ` (${version.versionLabels.join(', ')})` : '';
  return `${version.name}, version ${version.version}${pointing}`;
}
