// A schema as a list of fields: name, type, what it means; nested where objects nest.

import { el } from '../dom.js';
import { resolve } from './spec.js';
import { inline } from './text.js';

const DEEPEST = 6;

/** The fields of a schema, or its type alone if it has none. */
export function fields(schema, depth = 0) {
  const found = merged(resolve(schema));
  const inner = found.type === 'array' ? merged(resolve(found.items) ?? {}) : found;
  const properties = Object.entries(inner.properties ?? {});
  if (properties.length === 0 || depth > DEEPEST) return depth > 0 ? undefined : el('p', { class: 'soft small' }, typeOf(found));
  return el(
    'ul',
    { class: 'fields' },
    properties.map(([name, property]) => field(name, property, (inner.required ?? []).includes(name), depth)),
  );
}

function field(name, property, required, depth) {
  const schema = merged(resolve(property));
  return el(
    'li',
    {},
    el('code', {}, name),
    ' ',
    el('span', { class: 'soft small' }, typeOf(schema)),
    required ? el('span', { class: 'required' }, ' required') : undefined,
    schema.description ? el('div', { class: 'small' }, inline(schema.description)) : undefined,
    fields(schema, depth + 1),
  );
}

/** `allOf` as one schema, so that inherited fields show in place. */
function merged(schema) {
  const parts = (schema.allOf ?? []).map((part) => merged(resolve(part)));
  return {
    ...schema,
    properties: Object.assign({}, ...parts.map((part) => part.properties), schema.properties),
    required: [...parts.flatMap((part) => part.required ?? []), ...(schema.required ?? [])],
  };
}

/** A schema's type with its bounds, as a person would write it. */
export function typeOf(schema) {
  const one = [schema.oneOf, schema.anyOf].find(Boolean);
  if (one) return one.map((each) => resolve(each).called ?? typeOf(resolve(each))).join(' or ');
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.type === 'array') return `list of ${resolve(schema.items ?? {}).called ?? typeOf(resolve(schema.items) ?? {})}`;
  const type = [schema.type].flat().filter(Boolean).join(' or ') || 'anything';
  const bounds = [
    schema.minimum !== undefined ? `from ${schema.minimum}` : '',
    schema.maximum !== undefined ? `to ${schema.maximum}` : '',
  ].filter(Boolean);
  return [schema.format ? `${type} (${schema.format})` : type, ...bounds].join(' ');
}
