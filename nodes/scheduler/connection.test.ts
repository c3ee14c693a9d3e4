import { expect, test } from 'vitest';
import { createSchedulerSystem } from '../../test/support/scheduler-system.ts';
import { answerWith, type Disturbance } from '../../test/support/simulator-http-client.ts';
import { NetworkError } from '../errors.ts';
import { schedulerConnection } from './connection.ts';

const check = (system: ReturnType<typeof createSchedulerSystem>) =>
  schedulerConnection.check(system.connection, new AbortController().signal);
const names = (rungs: Awaited<ReturnType<typeof check>>) => rungs.map(({ name, state }) => `${name} ${state}`);

test('the check climbs from the address to reading and writes nothing', async () => {
  const system = createSchedulerSystem();
  const rungs = await check(system);
  expect(names(rungs)).toEqual(['address passed', 'connect passed', 'answer passed', 'sign in passed', 'read passed']);
  expect(rungs.at(-1)?.message).toBe('It plans 9 resources and knows demands.');
  expect(system.records).toEqual([]);
  expect(system.http.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('a wrong key stops at the sign-in, with something to do', async () => {
  const rungs = await check(createSchedulerSystem('wrong'));
  expect(rungs.at(-1)).toMatchObject({ name: 'sign in', state: 'failed', fix: expect.stringContaining('credentials') });
});

test('a scheduler that is not there stops at the connection', async () => {
  const system = createSchedulerSystem();
  const refuse: Disturbance = () => Promise.reject(new NetworkError('refused', { code: 'connection-refused', maybeApplied: false }));
  system.http.disturbNext(() => true, refuse);
  expect(names(await check(system))).toEqual(['address passed', 'connect failed']);
});

test('something else at the address is told from a scheduler', async () => {
  for (const answer of [
    { text: '{"hello":"world"}' },
    { status: 404, text: '<html>nothing here</html>' },
    { text: '<html>welcome</html>' },
  ]) {
    const system = createSchedulerSystem();
    system.http.disturbNext(() => true, answerWith(answer));
    system.http.disturbNext(() => true, answerWith(answer));
    expect(names(await check(system)).at(-1)).toBe('read failed');
  }
});
