/** Runs `work` over `items`, at most `limit` at a time, in order of starting. */
export async function each(items, limit, work) {
  const waiting = [...items];
  const worker = async () => {
    while (waiting.length > 0) await work(waiting.shift());
  };
  await Promise.all(Array.from({ length: Math.min(limit, waiting.length) }, worker));
}
