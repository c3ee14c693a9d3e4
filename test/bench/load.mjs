// The load tool, a process of its own: closed loop over kept-alive connections, every answer checked.
// node load.mjs '{"url":…,"connections":50,"seconds":4,"first":0,"mode":"answer"|"accepted"}' → one JSON line.
import { Client } from 'undici';
import { expectedAnswer, makeOrder } from './order.mjs';

const { url, connections, seconds, first, mode } = JSON.parse(process.argv[2]);
const { origin, pathname } = new URL(url);
const endAt = performance.now() + seconds * 1000;
const latencies = [];
let errors = 0;
let firstError;
let next = first;

async function worker() {
  const client = new Client(origin, { pipelining: 1 });
  while (performance.now() < endAt) {
    const order = makeOrder(next++);
    const startedAt = performance.now();
    try {
      const { statusCode, body } = await client.request({
        method: 'POST',
        path: pathname,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(order),
      });
      const text = await body.text();
      const wanted = expectedAnswer(order);
      const given = JSON.parse(text);
      const right =
        mode === 'accepted' ? statusCode === 202 : statusCode === 200 && given.order === wanted.order && given.status === wanted.status;
      if (right) latencies.push(performance.now() - startedAt);
      else fail(`${statusCode} ${text.slice(0, 200)}`);
    } catch (error) {
      fail(String(error));
    }
  }
  await client.close();
}

function fail(reason) {
  errors += 1;
  firstError ??= reason;
}

const startedAt = performance.now();
await Promise.all(Array.from({ length: connections }, worker));
const elapsed = (performance.now() - startedAt) / 1000;
latencies.sort((a, b) => a - b);
const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? null;
console.log(
  JSON.stringify({
    count: latencies.length,
    perSecond: latencies.length / elapsed,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    errors,
    firstError,
    next,
  }),
);
