// The contract's prose: paragraphs, lists, and code between backticks.

import { el } from '../dom.js';

/** Text with its `code` marked. */
export function inline(text) {
  return text.split(/(`[^`]+`)/).map((part) => (part.startsWith('`') && part.length > 1 ? el('code', {}, part.slice(1, -1)) : part));
}

/** Paragraphs, apart by an empty line; lines that begin with a dash are a list. */
export function prose(text) {
  const blocks = text.trim().split(/\n\s*\n/);
  return el('div', { class: 'prose' }, blocks.map(block));
}

function block(text) {
  const lines = text.split('\n');
  if (!lines.every((line) => /^\s*(- |\s{2})/.test(line))) return el('p', {}, inline(text));
  const items = text.split(/^\s*- /m).slice(1);
  return el('ul', {}, items.map((item) => el('li', {}, inline(item.trim()))));
}
