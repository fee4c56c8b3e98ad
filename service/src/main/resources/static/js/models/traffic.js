// Throughput and latency now: the difference between two readings of the protocol's own statistics.

import { json, path } from '../api.js';

const PERIOD_MILLIS = 2000;
const last = new Map();

/** Keeps every card's live figures up to date while `isShown()` holds. */
export function watchTraffic(isShown) {
  const read = async () => {
    if (isShown()) await Promise.all([...document.querySelectorAll('[data-traffic]')].map(update));
    setTimeout(read, PERIOD_MILLIS);
  };
  read();
}

async function update(figures) {
  const key = figures.dataset.traffic;
  const [model, version] = key.split('/');
  try {
    const answer = await json(path`/v2/models/${model}/versions/${version}/stats`);
    const now = reading(answer.model_stats[0]);
    show(figures, last.get(key), now);
    last.set(key, now);
  } catch {
    last.delete(key);
  }
}

function reading(stats) {
  return {
    at: performance.now(),
    images: stats.inference_count,
    runs: stats.execution_count,
    requests: stats.inference_stats.success.count,
    nanos: stats.inference_stats.success.ns,
  };
}

function show(figures, before, now) {
  if (!before) return;
  const images = now.images - before.images;
  const requests = now.requests - before.requests;
  const runs = now.runs - before.runs;
  write(figures, 'rate', ((images * 1000) / (now.at - before.at)).toFixed(images > 0 ? 1 : 0));
  write(figures, 'latency', requests > 0 ? ((now.nanos - before.nanos) / requests / 1e6).toFixed(1) : '–');
  write(figures, 'batch', runs > 0 ? (images / runs).toFixed(1) : '–');
}

function write(figures, key, value) {
  figures.querySelector(`[data-reading=${key}]`).firstChild.data = value;
}
