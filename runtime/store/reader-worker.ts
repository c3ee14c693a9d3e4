/** The main thread's end of the reader worker: sends statements, gets rows. A worker that dies is replaced; what it had is asked again once. */
import { Worker } from 'node:worker_threads';
import type { SqlValue } from './group-commit.ts';

export interface Query {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export interface ReaderWorker {
  all<Row>(sql: string, ...values: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Several queries over one snapshot. */
  allOf(queries: readonly Query[]): Promise<readonly (readonly unknown[])[]>;
  /** Copies what it can from the log into the database without waiting for anybody; gives how many pages the log holds. */
  checkpoint(): Promise<{ readonly log: number; readonly checkpointed: number }>;
  /** `VACUUM INTO`: a whole, compact copy, also under load. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

type Task =
  | { readonly task: 'all'; readonly sql: string; readonly values: readonly SqlValue[] }
  | { readonly task: 'allOf'; readonly queries: readonly Query[] }
  | { readonly task: 'checkpoint' }
  | { readonly task: 'backup'; readonly file: string };

interface Asked {
  readonly task: Task;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  again: boolean;
}

type Answer = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly error: { readonly message: string; readonly code?: string } }
);

export function openReaderWorker(file: string): ReaderWorker {
  const asked = new Map<number, Asked>();
  let nextId = 1;
  let closing = false;
  /** Undefined after it died, until somebody asks again. */
  let worker: Worker | undefined = start();

  function start(): Worker {
    const started = new Worker(new URL('./reader.mjs', import.meta.url), { workerData: { file }, name: 'store reader' });
    started.unref();
    started.on('message', (answer: Answer) => {
      const one = asked.get(answer.id);
      asked.delete(answer.id);
      if (one === undefined) return;
      if (asked.size === 0) started.unref();
      if ('error' in answer) one.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
      else one.resolve(answer.result);
    });
    started.on('error', (error) => replace(started, error));
    started.on('exit', () => replace(started, new Error('The reader worker ended.')));
    return started;
  }

  function replace(dead: Worker, error: Error): void {
    if (dead !== worker || closing) return;
    worker = undefined;
    for (const [id, one] of [...asked]) {
      if (one.again) {
        one.again = false;
        send(id, one.task);
      } else {
        asked.delete(id);
        one.reject(error);
      }
    }
  }

  function send(id: number, task: Task): void {
    worker ??= start();
    worker.ref();
    worker.postMessage({ id, ...task });
  }

  function ask(task: Task): Promise<unknown> {
    if (closing) return Promise.reject(new Error('The store is closed.'));
    return new Promise((resolve, reject) => {
      const id = nextId++;
      asked.set(id, { task, resolve, reject, again: task.task !== 'backup' });
      send(id, task);
    });
  }

  return {
    all: (sql, ...values) => ask({ task: 'all', sql, values }) as Promise<readonly never[]>,
    allOf: (queries) => ask({ task: 'allOf', queries }) as Promise<readonly (readonly unknown[])[]>,
    checkpoint: () => ask({ task: 'checkpoint' }) as Promise<{ readonly log: number; readonly checkpointed: number }>,
    backup: (target) => ask({ task: 'backup', file: target }) as Promise<void>,
    close() {
      closing = true;
      for (const { reject } of asked.values()) reject(new Error('The store is closed.'));
      asked.clear();
      const last = worker;
      if (last === undefined) return Promise.resolve();
      worker = undefined;
      return new Promise((resolve) => {
        last.once('exit', () => resolve());
        last.ref();
        last.postMessage({ task: 'close' });
      });
    },
  };
}
