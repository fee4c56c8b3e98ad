// One operation's request, from what is entered in its form.

import { exampleBody, exampleOf, isBinary, requestType } from './spec.js';

const FILE = 'digit.png';

/** What the form starts with: a value for each parameter, and a body. */
export function initial(operation) {
  const type = requestType(operation);
  const media = operation.requestBody?.content[type];
  return {
    parameters: Object.fromEntries(operation.parameters.map((each) => [key(each), each.required || each.example !== undefined ? exampleOf(each) : ''])),
    body: media && !isBinary(type) ? JSON.stringify(exampleBody(media), null, 2) : undefined,
    blob: undefined,
  };
}

/** A parameter's name within its form. */
export function key(parameter) {
  return `${parameter.in} ${parameter.name}`;
}

/** The request that the values make: `{method, url, headers, body, file, blob}`. */
export function build(operation, values) {
  const type = requestType(operation);
  const entered = (place) => operation.parameters.filter((each) => each.in === place && values.parameters[key(each)] !== '');
  const path = operation.path.replace(/\{(\w+)\}/g, (whole, name) => encodeURIComponent(values.parameters[`path ${name}`] || name));
  const query = new URLSearchParams(entered('query').map((each) => [each.name, values.parameters[key(each)]]));
  const headers = Object.fromEntries(entered('header').map((each) => [each.name, values.parameters[key(each)]]));
  if (type) headers['Content-Type'] = isBinary(type) ? contentType(type, values.blob) : type;
  return {
    method: operation.method.toUpperCase(),
    url: location.origin + path + (query.size > 0 ? `?${query}` : ''),
    headers,
    body: values.body,
    file: isBinary(type) ? (values.blob?.name ?? FILE) : undefined,
    blob: values.blob,
  };
}

function contentType(type, blob) {
  return blob?.type || (type.includes('*') ? 'image/png' : type);
}
