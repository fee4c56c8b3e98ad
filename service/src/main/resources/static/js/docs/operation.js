// One operation of the reference.

import { el } from '../dom.js';
import { fields, typeOf } from './schema.js';
import { LANGUAGES } from './snippets.js';
import { resolve } from './spec.js';
import { inline, prose } from './text.js';
import { tryIt } from './tryit.js';

/** Everything the contract says about an operation, with snippets and a form. */
export function operationCard(operation) {
  const code = snippets(operation);
  return el(
    'article',
    { class: 'panel operation', id: operation.id, 'aria-label': operation.summary ?? operation.id },
    el('h3', {}, operation.summary ?? operation.id),
    el('p', { class: 'address' }, el('span', { class: `method ${operation.method}` }, operation.method.toUpperCase()), el('code', {}, operation.path)),
    operation.description ? prose(operation.description) : undefined,
    parameters(operation.parameters),
    operation.requestBody ? section('Body', bodies(operation.requestBody)) : undefined,
    section('Answers', answers(operation.responses)),
    code.node,
    el('details', {}, el('summary', {}, 'Try it'), tryIt(operation, code.show)),
  );
}

function section(title, content) {
  return el('div', {}, el('h4', {}, title), content);
}

function parameters(all) {
  if (all.length === 0) return undefined;
  return section(
    'Parameters',
    el(
      'ul',
      { class: 'fields' },
      all.map((each) =>
        el(
          'li',
          {},
          el('code', {}, each.name),
          ' ',
          el('span', { class: 'soft small' }, `${each.in}, ${typeOf(resolve(each.schema) ?? {})}`),
          each.required ? el('span', { class: 'required' }, ' required') : undefined,
          each.description ? el('div', { class: 'small' }, inline(each.description)) : undefined,
        ),
      ),
    ),
  );
}

function bodies(requestBody) {
  return el(
    'div',
    {},
    requestBody.description ? prose(requestBody.description) : undefined,
    Object.entries(requestBody.content).map(([type, media]) =>
      el('details', {}, el('summary', { class: 'small' }, el('code', {}, type)), media.schema ? fields(media.schema) : undefined),
    ),
  );
}

function answers(responses) {
  return el(
    'div',
    {},
    Object.entries(responses).map(([status, given]) => {
      const response = resolve(given);
      const media = Object.entries(response.content ?? {});
      return el(
        'details',
        {},
        el('summary', { class: 'small' }, el('code', {}, status), ' ', inline(response.description ?? '')),
        media.map(([type, each]) => el('div', {}, el('p', { class: 'soft small' }, type), each.schema ? fields(each.schema) : undefined)),
      );
    }),
  );
}

/** The request in each language; `show(request)` writes it anew. */
function snippets(operation) {
  const pre = el('pre', { tabindex: '0', 'aria-label': 'Example' }, el('code'));
  let request;
  let language = 'curl';
  const write = () => {
    pre.firstChild.textContent = LANGUAGES[language](request);
    for (const button of choices) button.setAttribute('aria-pressed', String(button.textContent === language));
  };
  const choices = Object.keys(LANGUAGES).map((name) =>
    el('button', { type: 'button', class: 'compact', 'aria-pressed': 'false', onclick: () => ((language = name), write()) }, name),
  );
  const copy = el('button', { type: 'button', class: 'compact copy', onclick: () => navigator.clipboard.writeText(pre.textContent) }, 'Copy');
  return {
    node: el('div', { class: 'snippet-box', 'data-operation': operation.id }, el('div', { class: 'row', role: 'group', 'aria-label': 'Language' }, choices), el('div', { class: 'snippet' }, pre, copy)),
    show(next) {
      request = next;
      write();
    },
  };
}
