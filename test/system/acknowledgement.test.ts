/** What a 2xx means (INT-1): the message is on disk before it leaves, and whoever never saw it may send again. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type MortalRuntime, openMortalRuntime } from '../support/mortal-runtime.ts';
import { attachStrace, whyNoStrace } from '../support/strace.ts';

interface Acknowledged {
  readonly runId: string;
  readonly duplicate: boolean;
}

const HELD_MICROSECONDS = 4_000_000;

let runtime: MortalRuntime;
let trace = 0;

beforeAll(async () => {
  runtime = await openMortalRuntime({ sandbox: false, examples: false });
  await deploy(
    runtime.api,
    smallFlow({
      id: 'intake',
      webhook: { path: 'orders', authentication: 'public' },
      nodes: { rest: { type: 'core/delay', config: { durationMs: 3_600_000 } } },
      edges: ['start > rest'],
      more: { idempotency: { key: '= trigger.body.id', windowMs: 3_600_000 } },
    }),
  );
});
afterAll(() => runtime?.close());

const send = (id: string) =>
  fetch(`${runtime.url}/hooks/development/v1/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  });
const acknowledged = async (id: string) => {
  const answer = await send(id);
  expect(answer.status).toBe(202);
  return (await answer.json()) as Acknowledged;
};
const countRuns = async () => {
  let runs = 0;
  for (let cursor = ''; ; ) {
    const page = await runtime.api.get<Page<RunSummary>>(`/api/runs?flow=intake&limit=200${cursor}`);
    runs += page.items.length;
    if (page.next === undefined) return runs;
    cursor = `&cursor=${page.next}`;
  }
};
const traceFile = () => join(runtime.life.folder, `trace-${++trace}`);
const WAL = () => join(runtime.dataFolder, 'millrace.db-wal');

/** Resolves when the log holds the text and stands still: the transaction is written, and its writer is held at the sync. */
async function isWritten(text: string): Promise<void> {
  for (let [last, still] = ['', 0]; still < 10; ) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { mtimeMs, size } = statSync(WAL());
    const now = `${mtimeMs}/${size}`;
    still = now === last && readFileSync(WAL()).includes(text) ? still + 1 : 0;
    last = now;
  }
}

describe('F3: killed between the commit and its 2xx', () => {
  test('INT-2: the sender sends again and gets the run that was accepted', async (context) => {
    const why = whyNoStrace();
    if (why !== undefined) return context.skip(why);
    const before = await countRuns();
    // Every sync is done, and its end is kept from the process.
    const inject = ['-e', 'trace=fdatasync,fsync', '-e', `inject=fdatasync,fsync:delay_exit=${HELD_MICROSECONDS}`];
    await attachStrace(runtime.life.process.pid!, traceFile(), ...inject);
    const unanswered = send('just-committed').then(
      ({ status }) => status,
      () => 'no answer',
    );
    await isWritten('just-committed');
    await runtime.kill();
    expect(await unanswered).toBe('no answer');
    await runtime.rise();
    expect(await countRuns()).toBe(before + 1);
    const again = await acknowledged('just-committed');
    expect(again.duplicate).toBe(true);
    expect(await countRuns()).toBe(before + 1);
  });

  test('whenever the kill strikes, a message that is sent again has one run', async () => {
    const before = await countRuns();
    for (let time = 0; time < 5; time += 1) {
      const first = send(`cut-${time}`).then(
        (answer) => answer.json() as Promise<Acknowledged>,
        () => undefined,
      );
      await new Promise((resolve) => setTimeout(resolve, time * 2));
      await runtime.kill();
      const seen = await first.catch(() => undefined);
      await runtime.rise();
      const again = await acknowledged(`cut-${time}`);
      if (seen !== undefined) expect(again).toMatchObject({ runId: seen.runId, duplicate: true });
    }
    expect(await countRuns()).toBe(before + 5);
  });
});

describe('F8: power is lost right after the 2xx', () => {
  test('INT-1: between the last write to the log and the 2xx lies a sync of the log, for one sender and for many at once', async (context) => {
    const why = whyNoStrace();
    if (why !== undefined) return context.skip(why);
    const pid = runtime.life.process.pid!;
    const watched = await attachStrace(pid, traceFile(), '-e', 'trace=pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg');
    for (let index = 0; index < 10; index += 1) await acknowledged(`one-${index}`);
    await Promise.all(Array.from({ length: 20 }, (_, index) => acknowledged(`many-${index}`)));
    const calls = readCalls(await watched.stop(), pid);

    const syncs = calls.filter((call) => call === 'sync').length;
    expect(calls.filter((call) => call === 'acknowledge')).toHaveLength(30);
    expect(syncs).toBeGreaterThanOrEqual(10);
    let unsynced = 0;
    for (const call of calls) {
      if (call === 'write') unsynced += 1;
      if (call === 'sync') unsynced = 0;
      if (call === 'acknowledge') expect(unsynced).toBe(0);
    }
  });
});

/** What the main thread, which writes the log and the answers, did in turn. */
function readCalls(lines: readonly string[], pid: number): readonly ('write' | 'sync' | 'acknowledge')[] {
  const own = lines.filter((line) => line.startsWith(`${pid} `));
  return own.flatMap((line) => {
    if (/pwrite64\(\d+<[^>]*millrace\.db-wal>/.test(line)) return ['write'] as const;
    // A sync that another thread interrupted in the trace counts where it ends.
    if (/f(?:data)?sync\(\d+<[^>]*millrace\.db-wal>.*= 0/.test(line) || /<\.\.\. f(?:data)?sync resumed>.*= 0/.test(line))
      return ['sync'] as const;
    return /(?:writev?|sendto|sendmsg)\(.*HTTP\/1\.1 202/.test(line) ? (['acknowledge'] as const) : [];
  });
}
