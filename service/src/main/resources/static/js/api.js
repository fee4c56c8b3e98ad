// The one place that talks to the service. Errors carry the service's own sentence.

import { apiKey, askForKey } from './key.js';

/** An answer that is not a success; `message` is the problem's `detail`. */
export class ApiError extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function failure(response) {
  const text = await response.text();
  let detail;
  try {
    const body = JSON.parse(text);
    detail = body.detail ?? body.error ?? body.title;
  } catch {
    detail = undefined;
  }
  return new ApiError(response.status, detail ?? `The service answered ${response.status} ${response.statusText}.`);
}

async function send(path, options) {
  const headers = new Headers(options.headers);
  const key = apiKey();
  if (key) headers.set('Authorization', `Bearer ${key}`);
  try {
    return await fetch(path, { ...options, headers });
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'The service cannot be reached. Check that it is running, then try again.');
  }
}

/** Sends a request and returns the response if it is a success; asks for an API key where one is needed. */
export async function call(path, options = {}) {
  let response = await send(path, options);
  if (response.status === 401 && (await askForKey(await failure(response.clone())))) {
    response = await send(path, options);
  }
  if (!response.ok) throw await failure(response);
  return response;
}

/** The JSON that a request is answered with. */
export async function json(path, options = {}) {
  const headers = new Headers(options.headers);
  if (!headers.has('Accept')) headers.set('Accept', 'application/json');
  const response = await call(path, { ...options, headers });
  return response.status === 204 ? undefined : response.json();
}

/** Posts a picture's bytes as they are and returns the JSON answer. */
export function postImage(path, blob, signal) {
  return json(path, { method: 'POST', body: blob, headers: { 'Content-Type': blob.type || 'application/octet-stream' }, signal });
}

/** The bytes of a picture that the service holds. */
export async function picture(path, options = {}) {
  return (await call(path, options)).blob();
}

/** A path with its segments escaped: `` path`/v1/models/${name}` ``. */
export function path(parts, ...values) {
  return parts.reduce((whole, part, i) => whole + encodeURIComponent(values[i - 1]) + part);
}
