// The reader worker's inside: runs the statements that the main thread sends, on connections of its own, so that lists and search never
// hold up the writer. Plain JavaScript, because a worker's entry is loaded as it is, from the sources in tests and from dist/ in service.
import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';

const reading = new SqliteDatabase(workerData.file, { readonly: true, timeout: 2000 });
reading.pragma('cache_size = -32768');
reading.pragma('temp_store = MEMORY');
// Checkpoints need a connection that may write; it never writes anything else.
const keeping = new SqliteDatabase(workerData.file, { timeout: 0 });
keeping.pragma('synchronous = FULL');
keeping.pragma('wal_autocheckpoint = 0');

/** Kept by their text: the same lists are asked for again and again. */
const prepared = new Map();
const MOST_PREPARED = 500;

function prepare(sql) {
  let statement = prepared.get(sql);
  if (statement === undefined) {
    if (prepared.size >= MOST_PREPARED) prepared.clear();
    statement = reading.prepare(sql);
    prepared.set(sql, statement);
  }
  return statement;
}

const tasks = {
  all: ({ sql, values }) => prepare(sql).all(...values),
  /** One snapshot for all of them. */
  allOf: ({ queries }) => reading.transaction(() => queries.map(({ sql, values }) => prepare(sql).all(...values)))(),
  checkpoint: () => keeping.pragma('wal_checkpoint(PASSIVE)')[0],
  backup: ({ file }) => void reading.prepare('VACUUM INTO ?').run(file),
};

parentPort.on('message', (message) => {
  if (message.task === 'close') {
    reading.close();
    keeping.close();
    parentPort.close();
    return;
  }
  try {
    parentPort.postMessage({ id: message.id, result: tasks[message.task](message) });
  } catch (error) {
    parentPort.postMessage({ id: message.id, error: { message: error.message, code: error.code } });
  }
});
