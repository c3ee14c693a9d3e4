import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCredentials } from './credentials.ts';
import { CREDENTIALS, makeFolder } from './sandbox-fixture.ts';
import { readSettings } from './settings.ts';

const GOOD = {
  MILLRACE_SANDBOX_FOLDER: '/data/sandbox',
  MILLRACE_SANDBOX_PORT: '4281',
  MILLRACE_SANDBOX_SEED: '4711',
  MILLRACE_SANDBOX_CREDENTIALS: '/data/credentials.json',
};

describe('settings of the sandbox process', () => {
  test('are read from the environment', () => {
    expect(readSettings(GOOD)).toEqual({ folder: '/data/sandbox', firstPort: 4281, seed: 4711, credentialsFile: '/data/credentials.json' });
  });

  test.each([
    ['MILLRACE_SANDBOX_PORT', 'high', /whole number from 0 to 65532/],
    ['MILLRACE_SANDBOX_PORT', '65533', /whole number from 0 to 65532/],
    ['MILLRACE_SANDBOX_SEED', '-1', /MILLRACE_SANDBOX_SEED is "-1"/],
    ['MILLRACE_SANDBOX_FOLDER', '', /MILLRACE_SANDBOX_FOLDER is not set/],
    ['MILLRACE_SANDBOX_CREDENTIALS', undefined, /MILLRACE_SANDBOX_CREDENTIALS is not set/],
  ])('%s = %j stops the start with a sentence', (name, value, sentence) => {
    expect(() => readSettings({ ...GOOD, [name]: value })).toThrow(sentence);
  });
});

describe('the credentials file', () => {
  let folder: string;
  let remove: () => void;
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  const file = (content: string, mode = 0o600) => {
    const path = join(folder, 'credentials.json');
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };

  test('is taken whole, further members included', () => {
    expect(readCredentials(file(JSON.stringify({ ...CREDENTIALS, crmHookSecret: 'x' })))).toMatchObject(CREDENTIALS);
  });

  test('is refused when others can read it, when it is no JSON, or when something is missing', () => {
    expect(() => readCredentials(file(JSON.stringify(CREDENTIALS), 0o644))).toThrow(/can be read by others/);
    expect(() => readCredentials(file('secrets'))).toThrow(/is not JSON/);
    expect(() => readCredentials(file(JSON.stringify({ ...CREDENTIALS, crm: { clientId: 'x' } })))).toThrow(/lacks "crm.clientSecret"/);
    expect(() => readCredentials(join(folder, 'missing.json'))).toThrow(/ENOENT/);
  });
});
