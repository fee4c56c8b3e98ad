// One picture's card: the picture, the picture as the model saw it, the answer, the times.

import { call } from '../api.js';
import { bars, waterfall } from '../answer.js';
import { el, problem, showBlob } from '../dom.js';
import { percent } from '../format.js';

function figure(caption, alt, classes = '') {
  const image = el('img', { alt });
  return { image, node: el('figure', { class: classes }, image, el('figcaption', {}, caption)) };
}

function sent(blob) {
  const shown = figure(blob.name ?? 'As sent', 'The picture that was sent');
  showBlob(shown.image, blob);
  return shown.node;
}

/** Asks for the picture as it enters the network; a picture that cannot be shown leaves its caption. */
function seen(blob, previewPath) {
  const shown = figure('As the model saw it', 'The picture as the model saw it, cropped and resized', 'seen');
  call(previewPath, { method: 'POST', body: blob, headers: { 'Content-Type': blob.type, Accept: 'image/png' } })
    .then((response) => response.blob())
    .then((png) => showBlob(shown.image, png))
    .catch((error) => shown.image.replaceWith(el('p', { class: 'soft small' }, error.message)));
  return shown.node;
}

/** A card for a picture that is on its way. */
export function waiting(blob) {
  return el('article', { class: 'panel result' }, el('div', { class: 'pictures' }, sent(blob)), el('p', { class: 'soft' }, 'Looking…'));
}

/** A card for a picture that was answered. */
export function finished(blob, answer, totalMillis, previewPath) {
  const [best] = answer.predictions;
  return el(
    'article',
    { class: 'panel result rise' },
    el('div', { class: 'pictures' }, sent(blob), seen(blob, previewPath)),
    el(
      'div',
      { class: 'stack' },
      el(
        'div',
        { class: 'verdict' },
        el('h2', {}, best.label),
        el('p', { class: 'number' }, percent(best.probability)),
      ),
      bars(answer.predictions),
      waterfall(answer.timing, totalMillis),
      el('p', { class: 'soft small' }, `${answer.model}, version ${answer.version}`),
    ),
  );
}

/** A card for a picture, or a whole view, that was refused. */
export function failed(error, blob) {
  const pictures = blob && el('div', { class: 'pictures' }, sent(blob));
  return el('article', { class: blob ? 'panel result' : 'panel' }, pictures, el('div', {}, problem(error)));
}
