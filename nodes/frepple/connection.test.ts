import { describe, expect, test } from 'vitest';
import { createFreppleSystem } from '../../test/support/frepple-system.ts';
import { createConnection } from '../../test/support/step-context.ts';
import { freppleConnection } from './connection.ts';

const signal = () => new AbortController().signal;

describe('the check of a frePPLe connection', () => {
  test('climbs from the address to the tasks and writes nothing', async () => {
    const { connection, records } = createFreppleSystem();
    const rungs = await freppleConnection.check(connection, signal());
    expect(rungs.map(({ name, state }) => `${name} ${state}`).slice(-3)).toEqual(['sign in passed', 'read passed', 'tasks passed']);
    expect(records).toEqual([]);
  });

  test('a wrong password stops at the sign-in and says what to do', async () => {
    const { http } = createFreppleSystem();
    const settings = { baseUrl: 'http://frepple.test', user: 'millrace' };
    const connection = createConnection({ type: 'frepple', http, settings, secrets: { password: 'wrong' } });
    const rungs = await freppleConnection.check(connection, signal());
    expect(rungs.at(-1)).toMatchObject({ name: 'sign in', state: 'failed', fix: expect.stringContaining('credentials') });
  });
});
