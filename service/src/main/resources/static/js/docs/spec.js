// The contract, read once; references resolved as they are met.

import { json } from '../api.js';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
let document_;

/** Reads the contract. */
export async function readSpec() {
  document_ = await json('/openapi.json');
  return document_;
}

/** What a `$ref` points at, or the node itself; `called` is the name that it is referred to by. */
export function resolve(node) {
  if (!node?.$ref) return node;
  const found = node.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document_);
  if (!found) throw new Error(`The contract has no ${node.$ref}`);
  return { ...resolve(found), called: node.$ref.split('/').at(-1) };
}

/** Every operation with its path, method and resolved parameters, in the contract's order. */
export function operations() {
  return Object.entries(document_.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => ({
      ...item[method],
      path,
      method,
      id: item[method].operationId ?? `${method}${path.replace(/\W+/g, '-')}`,
      tag: item[method].tags?.[0] ?? 'Other',
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve),
      requestBody: resolve(item[method].requestBody),
    })),
  );
}

/** The media type that a request is shown with: raw image bytes first, then JSON. */
export function requestType(operation) {
  const types = Object.keys(operation.requestBody?.content ?? {});
  return types.find((type) => type.startsWith('image/') || type === 'application/octet-stream') ?? types.find((type) => type.includes('json')) ?? types[0];
}

/** Whether a body of this type is a file's bytes. */
export function isBinary(type) {
  return type !== undefined && !type.includes('json') && !type.startsWith('text/');
}

/** A value that fits a parameter: its example, its default, or empty. */
export function exampleOf(parameter) {
  const schema = resolve(parameter.schema) ?? {};
  const named = Object.values(parameter.examples ?? {})[0];
  return String(parameter.example ?? resolve(named)?.value ?? schema.examples?.[0] ?? schema.example ?? schema.default ?? '');
}

/** A body that fits a schema, built from its examples. */
export function exampleBody(media) {
  if (!media) return undefined;
  const named = Object.values(media.examples ?? {})[0];
  return media.example ?? resolve(named)?.value ?? sample(resolve(media.schema), 0);
}

const DEEPEST = 5;

function sample(schema, depth) {
  if (!schema || depth > DEEPEST) return null;
  const given = schema.examples?.[0] ?? schema.example ?? schema.default ?? schema.const ?? schema.enum?.[0];
  if (given !== undefined) return given;
  const parts = schema.allOf ?? (schema.oneOf ?? schema.anyOf)?.slice(0, 1);
  if (parts) return Object.assign({}, ...parts.map((part) => sample(resolve(part), depth + 1)));
  if (schema.properties) {
    const wanted = schema.required ?? Object.keys(schema.properties);
    return Object.fromEntries(wanted.map((name) => [name, sample(resolve(schema.properties[name]), depth + 1)]));
  }
  if (schema.type === 'array') return [sample(resolve(schema.items), depth + 1)];
  return { string: '', integer: 0, number: 0, boolean: false, object: {} }[schema.type] ?? null;
}
