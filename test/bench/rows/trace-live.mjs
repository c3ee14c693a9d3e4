import WebSocket from 'ws';
import { ORDERS } from '../bench-flows.mjs';
import { expectedAnswer, makeOrder } from '../order.mjs';
import { startDownstream, startMillraceWith, stopAll } from '../programs.mjs';

const RUNS = 200;
const EVERY_MS = 50;

/**
 * How long after it happened an event reaches somebody who watches. Counted from the event's own instant, so the wait for its commit
 * is in it: an upper bound for "committed → received".
 */
export const traceLive = {
  id: 'trace-live',
  async run() {
    const downstream = await startDownstream();
    const millrace = await startMillraceWith([ORDERS], downstream);
    try {
      const { ages, close } = await watch(millrace);
      for (let n = 0; n < RUNS; n += 1) {
        await Promise.all([callOnce(millrace, n), new Promise((resolve) => setTimeout(resolve, EVERY_MS))]);
        // The first runs warm up.
        if (n === RUNS / 10) ages.length = 0;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      close();
      ages.sort((a, b) => a - b);
      const p95 = ages[Math.floor(ages.length * 0.95)];
      const note = `p95 of ${ages.length} events at ${1000 / EVERY_MS} runs/s, from the event's instant; p50 ${ages[Math.floor(ages.length / 2)]} ms`;
      return [{ id: 'trace-live', ours: p95, unit: 'ms', target: 25, judge: 'ours', better: 'lower', note }];
    } finally {
      await millrace.close();
      await stopAll();
    }
  },
};

/** `ages` of the events that arrive, in milliseconds. */
async function watch({ base, token }) {
  const ages = [];
  const socket = new WebSocket(`${base.replace('http', 'ws')}/live`, { headers: { authorization: `Bearer ${token}` } });
  await new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'subscribe', id: 'w', topic: { environment: 'development', flow: ORDERS.id } })),
    );
    socket.on('message', (data) => {
      const now = Date.now();
      const message = JSON.parse(data.toString());
      if (message.type === 'snapshot') resolve();
      for (const { events } of message.runs ?? []) for (const { at } of events) ages.push(now - Date.parse(at));
    });
  });
  return { ages, close: () => socket.close() };
}

async function callOnce(millrace, n) {
  const order = makeOrder(n);
  const answer = await fetch(millrace.address('orders'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  const given = await answer.json();
  if (answer.status !== 200 || given.status !== expectedAnswer(order).status) throw new Error(`${answer.status} ${JSON.stringify(given)}`);
}
