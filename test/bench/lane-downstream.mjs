// The receiver of the recovery row: keeps who came when. It honours idempotency keys, holds back every answer until it is told to
// answer, and tells what it got. A process of its own, so that it outlives the runtime that is killed.
import { createServer } from 'node:http';

/** In order of arrival: lane, place in the lane, idempotency key. A key that was seen is answered again and not recorded. */
const arrivals = [];
const keys = new Set();
let waiting = [];
let answering = false;
let firstAt = 0;
let lastAt = 0;

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (request.url === '/answer') return startAnswering(response);
    if (request.url === '/count') return answer(response, { count: arrivals.length, firstAt, lastAt });
    if (request.url === '/arrivals') return answer(response, arrivals);
    take(request, response, JSON.parse(Buffer.concat(chunks).toString()));
  });
});

function take(request, response, { order, place }) {
  if (!answering) {
    waiting.push(response);
    return;
  }
  lastAt = Date.now();
  if (firstAt === 0) firstAt = lastAt;
  const key = request.headers['idempotency-key'];
  if (!keys.has(key)) {
    keys.add(key);
    arrivals.push([order, place, key]);
  }
  answer(response, { order, place });
}

/** Whoever was held back never gets an answer: its sender is dead by now. */
function startAnswering(response) {
  for (const held of waiting) held.destroy();
  waiting = [];
  answering = true;
  answer(response, {});
}

function answer(response, value) {
  const body = JSON.stringify(value);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
