import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { createToken, tokenHash } from '../embedded/callback-address.ts';
import type { WaitRow } from '../store/engine-rows.ts';
import { createResumeServer } from './resume-server.ts';

describe('WAI-2 an address that a machine answers', () => {
  const key = Buffer.alloc(32, 7);
  const token = createToken(key, { runId: 'r1', path: 'plan', nth: 0 });
  const waiting: WaitRow = {
    runId: 'r1',
    path: 'plan',
    environment: 'development',
    openedAt: '2026-11-24T08:00:00.000Z',
    wait: { kind: 'callback', tokenHash: tokenHash(token), dueAt: '2026-11-24T09:00:00.000Z' },
  };
  let server: Server;
  let takes: boolean;
  let answers: Json[];
  let row: WaitRow | undefined;

  beforeEach(async () => {
    takes = true;
    answers = [];
    row = waiting;
    const resume = createResumeServer({
      standsStill: () => undefined,
      engine: {
        async signal(_token, answer) {
          answers.push(answer);
          return takes;
        },
      },
      reads: { findWait: (hash) => (hash === tokenHash(token) ? row : undefined) },
      callbackKey: key,
      logError: (error) => expect.unreachable(String(error)),
    });
    server = createServer(resume);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => server.close());

  const call = async (method: string, of: string, body?: string) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/resume/${of}`;
    const answer = await fetch(url, { method, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  test('GET shows whether somebody waits, POST answers', async () => {
    expect(await call('GET', token)).toEqual({
      status: 200,
      body: { waiting: true, since: waiting.openedAt, until: '2026-11-24T09:00:00.000Z' },
    });
    expect(await call('POST', token, '{"planned":true}')).toEqual({ status: 202, body: { accepted: true } });
    expect(answers).toEqual([{ planned: true }]);
  });

  test('an answer that overtakes the step that asks is taken too', async () => {
    row = undefined;
    expect(await call('GET', token)).toEqual({ status: 200, body: { waiting: false } });
    expect((await call('POST', token, '{}')).status).toBe(202);
  });

  test('F3 what was answered already is gone for good: its sender, who never got the 2xx, may stop', async () => {
    takes = false;
    expect(await call('POST', token, '{}')).toMatchObject({ status: 410, body: { code: 'callback-over' } });
  });

  test('an address that we never made is unknown, and nobody is asked', async () => {
    const forged = createToken(Buffer.alloc(32, 8), { runId: 'r1', path: 'plan', nth: 0 });
    for (const of of [forged, 'nonsense', '%E0%A4%A', '']) expect(await call('POST', of, '{}')).toMatchObject({ status: 404 });
    expect(answers).toEqual([]);
  });
});
