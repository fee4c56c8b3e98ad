// What training left in the version's report folder: filters, curve, confusion, layers, and where the weights come from.

import { json, picture } from '../api.js';
import { el, problem, showBlob } from '../dom.js';
import { short } from '../format.js';
import { confusionMatrix } from './confusion.js';
import { learningCurve } from './curve.js';
import { layerTable } from './layers.js';
import { reading } from './reading.js';

const FILTERS = 'filters.png';
const MISCLASSIFIED = 'misclassified.png';
const METRICS = 'metrics.json';

/** The card's foldable parts, and the size among its figures; a version without a report still has its tensors and provenance. */
export async function report(place, version, figures) {
  const { files } = await json(`${place}/report`);
  const metrics = files.includes(METRICS) ? await json(`${place}/report/${METRICS}`) : {};
  if (metrics.summary) figures.append(reading('Parameters', short(metrics.summary.parameters)));
  return [
    learnt(place, files, metrics),
    metrics.summary ? fold('Layers', layerTable(metrics.summary)) : undefined,
    metrics.confusion ? fold('Confusion matrix', confusionMatrix(metrics.labels, metrics.confusion)) : undefined,
    files.includes(MISCLASSIFIED) ? fold('What it gets wrong', drawn(place, MISCLASSIFIED, 'Test pictures that are answered wrongly')) : undefined,
    fold('Tensors', tensors(version)),
    fold('Provenance', facts({ ...version.provenance, digest: version.digest })),
  ].filter(Boolean);
}

function learnt(place, files, metrics) {
  const parts = [
    files.includes(FILTERS) ? drawn(place, FILTERS, 'First-layer filters') : undefined,
    metrics.history?.length > 1 ? learningCurve(metrics.history) : undefined,
  ].filter(Boolean);
  return parts.length > 0 ? fold('What it learnt', el('div', { class: 'gallery' }, parts), true) : undefined;
}

function fold(title, content, open = false) {
  return el('details', { open }, el('summary', {}, title), content);
}

function drawn(place, name, caption) {
  const image = el('img', { alt: caption });
  picture(`${place}/report/${name}`).then((blob) => showBlob(image, blob), (error) => image.replaceWith(problem(error)));
  return el('figure', {}, image, el('figcaption', {}, caption));
}

function tensors(version) {
  const rows = [
    ...(version.inputs ?? []).map((tensor) => ['in', tensor]),
    ...(version.outputs ?? []).map((tensor) => ['out', tensor]),
  ];
  return el('dl', { class: 'facts' }, rows.flatMap(([way, tensor]) => [
    el('dt', {}, `${way} ${tensor.name}`),
    el('dd', { class: 'mono' }, `${tensor.datatype.toLowerCase()} [${tensor.shape.map((size) => (size < 0 ? 'N' : size)).join(', ')}]`),
  ]));
}

function facts(entries) {
  return el('dl', { class: 'facts' }, Object.entries(entries).flatMap(([name, value]) => [el('dt', {}, words(name)), el('dd', {}, value)]));
}

/** `calibrationPictures` as people read it. */
function words(name) {
  return name.replace(/([a-z])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`).replace(/sha256/i, 'SHA-256');
}
