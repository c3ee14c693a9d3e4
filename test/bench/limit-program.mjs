// d3, the limit to measure against: the same flow written by hand with the same guarantees and nothing else. express, an undici pool,
// Ajv, the mapping in JavaScript, and a journal in SQLite (WAL, synchronous=FULL): a run row and five step rows with input and output
// per run, commits gathered per tick, two waits for a commit per run: before the outside call and before the reply.
// Also serves /accept: a durable 202 and nothing else, the limit of intake.
import { Ajv2020 } from 'ajv/dist/2020.js';
import Database from 'better-sqlite3';
import express from 'express';
import { Pool } from 'undici';
import { mapOrder, ORDER_SCHEMA } from './order.mjs';

const [file, downstream] = process.argv.slice(2);
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`CREATE TABLE run (id TEXT PRIMARY KEY, state TEXT, started TEXT, ended TEXT) STRICT;
  CREATE TABLE step (run TEXT, node TEXT, state TEXT, input TEXT, output TEXT, at TEXT) STRICT;`);
const insertRun = database.prepare('INSERT INTO run VALUES (?, ?, ?, NULL)');
const endRun = database.prepare('UPDATE run SET state = ?, ended = ? WHERE id = ?');
const insertStep = database.prepare('INSERT INTO step VALUES (?, ?, ?, ?, ?, ?)');
const begin = database.prepare('BEGIN IMMEDIATE');
const commit = database.prepare('COMMIT');
const validate = new Ajv2020({ allErrors: false }).compile(ORDER_SCHEMA);
const pool = new Pool(downstream, { connections: 64, pipelining: 1 });

let gathered = [];
function write(...rows) {
  return new Promise((resolve) => {
    gathered.push({ rows, resolve });
    if (gathered.length === 1) setImmediate(flush);
  });
}
function flush() {
  const batch = gathered;
  gathered = [];
  begin.run();
  for (const { rows } of batch) for (const [statement, ...values] of rows) statement.run(...values);
  commit.run();
  for (const { resolve } of batch) resolve();
}

let nextRun = 1;
const app = express();
app.disable('x-powered-by');
app.use(express.json());
app.post('/orders', async (request, response) => {
  const id = `r${nextRun++}`;
  const now = () => new Date().toISOString();
  const order = request.body;
  const input = JSON.stringify(order);
  if (!validate(order)) return response.status(400).json({ error: validate.errors });
  const mapped = mapOrder(order);
  const mappedText = JSON.stringify(mapped);
  await write(
    [insertRun, id, 'running', now()],
    [insertStep, id, 'webhook', 'done', input, input, now()],
    [insertStep, id, 'validate', 'done', input, input, now()],
    [insertStep, id, 'map', 'done', input, mappedText, now()],
  );
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/orders',
    headers: { 'content-type': 'application/json', 'idempotency-key': id },
    body: mappedText,
  });
  const answer = await body.json();
  const reply = { order: order.orderId, status: statusCode === 201 && answer.total > 300 ? 'review' : 'accepted' };
  await write(
    [insertStep, id, 'post', 'done', mappedText, JSON.stringify(answer), now()],
    [insertStep, id, 'switch', 'done', JSON.stringify(answer), JSON.stringify(reply), now()],
    [endRun, 'done', now(), id],
  );
  response.status(statusCode === 201 ? 200 : 502).json(reply);
});
app.post('/accept', async (request, response) => {
  const id = `r${nextRun++}`;
  await write(
    [insertRun, id, 'accepted', new Date().toISOString()],
    [insertStep, id, 'webhook', 'done', JSON.stringify(request.body), '', ''],
  );
  response.status(202).json({ runId: id });
});
const server = app.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
server.keepAliveTimeout = 65_000;
