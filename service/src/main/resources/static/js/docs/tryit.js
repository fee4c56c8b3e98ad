// Try it out: a form for an operation, and the service's real answer below it.

import { call } from '../api.js';
import { el, problem, showBlob } from '../dom.js';
import { build, initial, key } from './request.js';
import { exampleOf, isBinary, requestType, resolve } from './spec.js';
import { typeOf } from './schema.js';

/** The form of an operation; `onChange` hears the request each time a value changes. */
export function tryIt(operation, onChange) {
  const values = initial(operation);
  const answer = el('div', { class: 'answer', 'aria-live': 'polite' });
  const changed = () => onChange(build(operation, values));
  const form = el(
    'form',
    { class: 'try', onsubmit: (event) => submit(event, build(operation, values), answer) },
    operation.parameters.length > 0 ? el('div', { class: 'inputs' }, operation.parameters.map((each) => input(operation, each, values, changed))) : undefined,
    body(operation, values, changed),
    el('div', { class: 'row' }, el('button', { class: 'primary' }, 'Send')),
    answer,
  );
  changed();
  return form;
}

function input(operation, parameter, values, changed) {
  const id = `${operation.id}-${parameter.in}-${parameter.name}`;
  const schema = resolve(parameter.schema) ?? {};
  return el(
    'div',
    { class: 'field' },
    el('label', { for: id }, parameter.name, parameter.required ? ' *' : ''),
    el('input', {
      id,
      type: 'text',
      value: values.parameters[key(parameter)],
      placeholder: exampleOf(parameter) || typeOf(schema),
      required: parameter.required,
      autocomplete: 'off',
      spellcheck: 'false',
      oninput: (event) => {
        values.parameters[key(parameter)] = event.target.value.trim();
        changed();
      },
    }),
  );
}

function body(operation, values, changed) {
  const type = requestType(operation);
  if (!type) return undefined;
  const id = `${operation.id}-body`;
  if (isBinary(type)) {
    const choose = (event) => {
      values.blob = event.target.files[0];
      changed();
    };
    return el('div', { class: 'field' }, el('label', { for: id }, 'Body: a file'), el('input', { id, type: 'file', required: true, onchange: choose }));
  }
  const write = (event) => {
    values.body = event.target.value;
    changed();
  };
  return el('div', { class: 'field' }, el('label', { for: id }, `Body: ${type}`), el('textarea', { id, spellcheck: 'false', oninput: write }, values.body));
}

async function submit(event, request, answer) {
  event.preventDefault();
  const began = performance.now();
  try {
    const response = await call(request.url, { method: request.method, headers: request.headers, body: request.blob ?? request.body });
    const took = Math.round(performance.now() - began);
    answer.replaceChildren(el('p', { class: 'soft small' }, `${response.status} in ${took} ms`), await shown(response));
  } catch (error) {
    answer.replaceChildren(problem(error));
  }
}

async function shown(response) {
  const type = response.headers.get('Content-Type') ?? '';
  if (type.startsWith('image/')) {
    const image = el('img', { alt: 'The picture that was answered' });
    showBlob(image, await response.blob());
    return image;
  }
  const text = await response.text();
  return el('pre', { tabindex: '0', 'aria-label': 'Answer' }, type.includes('json') ? pretty(text) : text || 'An empty answer.');
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
