// Sends lanes × places small messages over kept-alive connections; each lane belongs to one connection, so its messages arrive in order.
// node fill.mjs '{"url":…,"lanes":1000,"places":100,"connections":50}' → one JSON line; fails when a message is not accepted.
import { Client } from 'undici';

const { url, lanes, places, connections = 50 } = JSON.parse(process.argv[2]);
const { origin, pathname } = new URL(url);
const startedAt = performance.now();

async function send(first) {
  const client = new Client(origin, { pipelining: 1 });
  for (let place = 1; place <= places; place += 1) {
    for (let lane = first; lane < lanes; lane += connections) {
      const { statusCode, body } = await client.request({
        method: 'POST',
        path: pathname,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ order: `45${String(lane).padStart(8, '0')}`, place }),
      });
      const text = await body.text();
      if (statusCode !== 202) throw new Error(`${statusCode} ${text}`);
    }
  }
  await client.close();
}

await Promise.all(Array.from({ length: connections }, (_, index) => send(index)));
console.log(JSON.stringify({ count: lanes * places, seconds: (performance.now() - startedAt) / 1000 }));
