// The load tool, a process of its own: closed loop over kept-alive connections, every answer checked.
// node load.mjs '{"url":…,"connections":50,"seconds":4,"first":0,"order":"plain"|"mapped","expect":"answer"|"accepted"}' → one JSON line.
import { Client } from 'undici';
import { expectedAnswer, makeMappedOrder, makeOrder } from './order.mjs';

const { url, connections, seconds, first, order: kind = 'plain', expect = 'answer' } = JSON.parse(process.argv[2]);
const { origin, pathname } = new URL(url);
const make = kind === 'mapped' ? makeMappedOrder : makeOrder;
const endAt = performance.now() + seconds * 1000;
const latencies = [];
let errors = 0;
let firstError;
let next = first;

async function work() {
  const client = new Client(origin, { pipelining: 1 });
  while (performance.now() < endAt) {
    const order = make(next++);
    const startedAt = performance.now();
    try {
      const { statusCode, body } = await client.request({
        method: 'POST',
        path: pathname,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(order),
      });
      const text = await body.text();
      if (isRight(order, statusCode, text)) latencies.push(performance.now() - startedAt);
      else fail(`${statusCode} ${text.slice(0, 200)}`);
    } catch (error) {
      fail(String(error));
    }
  }
  await client.close();
}

function isRight(order, status, text) {
  const given = JSON.parse(text);
  if (expect === 'accepted') return status === 202 && typeof given.runId === 'string';
  const wanted = expectedAnswer(order);
  return status === 200 && given.order === wanted.order && given.status === wanted.status;
}

function fail(reason) {
  errors += 1;
  firstError ??= reason;
}

const startedAt = performance.now();
await Promise.all(Array.from({ length: connections }, work));
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
