// What both peers share: the texts to store, the questions to ask, and the clock.
import { readFileSync } from "node:fs";

/** The input file that bench/ writes: { texts: string[], queries: string[], addSeconds: number }. */
export const input = JSON.parse(readFileSync(process.argv[2], "utf8"));

export const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Adds a second with `connections` writers that take turns through the texts, for addSeconds. */
export async function addRate(connections, add) {
  const end = performance.now() + input.addSeconds * 1000;
  const started = performance.now();
  let added = 0;
  await Promise.all(Array.from({ length: connections }, async () => {
    while (performance.now() < end) {
      const text = input.texts[added % input.texts.length];
      await add(`${text} #${added++}`);
    }
  }));
  return added / ((performance.now() - started) / 1000);
}

/** Search times in milliseconds, one query at a time, after a warm-up round. */
export async function searchTimes(search) {
  for (const query of input.queries.slice(0, 20)) await search(query);
  const times = [];
  for (const query of input.queries) {
    const started = performance.now();
    await search(query);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) };
}

export const report = (result) => process.stdout.write(`${JSON.stringify(result)}\n`);
