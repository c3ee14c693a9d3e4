import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { open, seal } from './envelope.ts';
import { loadMasterKeys, MasterKeyError } from './master-key.ts';
import { createRedactor, REDACTED } from './redact.ts';
import { createSecretVault } from './secret-vault.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-key-'));
  file = join(folder, 'config', 'master.key');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the master key', () => {
  test('is made once, readable by nobody else, and stays the same', () => {
    const first = loadMasterKeys(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(loadMasterKeys(file).current).toEqual(first.current);
  });

  test('a file that others can read is refused with what to do', () => {
    loadMasterKeys(file);
    chmodSync(file, 0o644);
    expect(() => loadMasterKeys(file)).toThrow(/chmod 600/);
  });

  test.each(['', 'nonsense', 'id dG9vIHNob3J0'])('a damaged file (%j) is refused and not overwritten', (text) => {
    loadMasterKeys(file);
    writeFileSync(file, text, { mode: 0o600 });
    expect(() => loadMasterKeys(file)).toThrow(MasterKeyError);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('F41: a missing key is named; after rotation both keys open what they sealed', () => {
    const old = loadMasterKeys(file);
    const envelope = seal(old, 'connection/test/sap', 'password of SAP');
    writeFileSync(file, `${readFileSync(file, 'utf8')}newer ${Buffer.alloc(32, 7).toString('base64')}\n`);
    const rotated = loadMasterKeys(file);
    expect(rotated.current.id).toBe('newer');
    expect(open(rotated, 'connection/test/sap', envelope)).toBe('password of SAP');
    writeFileSync(file, `newer ${Buffer.alloc(32, 7).toString('base64')}\n`);
    expect(() => open(loadMasterKeys(file), 'connection/test/sap', envelope)).toThrow(new RegExp(old.current.id));
  });
});

describe('envelopes (S14)', () => {
  test('hold no trace of the secret and are never alike', () => {
    const keys = loadMasterKeys(file);
    const [one, other] = [seal(keys, 'a', 'hunter2 hunter2'), seal(keys, 'a', 'hunter2 hunter2')];
    expect(one.text).not.toBe(other.text);
    expect(Buffer.from(one.text.split('.')[2]!, 'base64url').toString()).not.toContain('hunter2');
  });

  test('do not open elsewhere, altered, or with a cut tag', () => {
    const keys = loadMasterKeys(file);
    const { keyId, text } = seal(keys, 'connection/test/sap', 'secret');
    expect(() => open(keys, 'connection/test/crm', { keyId, text })).toThrow();
    const [version, wrapped, sealed] = text.split('.') as [string, string, string];
    const bytes = Buffer.from(sealed, 'base64url');
    bytes[bytes.length - 1]! ^= 1;
    expect(() => open(keys, 'connection/test/sap', { keyId, text: `${version}.${wrapped}.${bytes.toString('base64url')}` })).toThrow();
    expect(() =>
      open(keys, 'connection/test/sap', {
        keyId,
        text: `${version}.${wrapped}.${Buffer.from(sealed, 'base64url').subarray(0, 16).toString('base64url')}`,
      }),
    ).toThrow();
  });
});

describe('redaction (S15)', () => {
  test('strikes a secret in plain, base64 and URL-encoded form, wherever it stands', () => {
    const redactor = createRedactor();
    redactor.add('p@ss w/rd');
    const value = {
      a: ['p@ss w/rd', { b: `x=${encodeURIComponent('p@ss w/rd')}` }],
      c: `Basic ${Buffer.from('p@ss w/rd').toString('base64')}`,
      n: 1,
    };
    expect(redactor.redact(value)).toEqual({ a: [REDACTED, { b: `x=${REDACTED}` }], c: `Basic ${REDACTED}`, n: 1 });
  });

  test('gives the same object back when there is nothing to strike', () => {
    const redactor = createRedactor();
    redactor.add('another secret');
    const value = { a: [1, { b: 'text' }] };
    expect(redactor.redact(value)).toBe(value);
  });

  test('every secret that was sealed or opened is struck', () => {
    const vault = createSecretVault(loadMasterKeys(file));
    const sealed = vault.seal('connection/test/sap', 'password', 'river mill 7', ['sap.example.com']);
    expect(JSON.stringify(sealed)).not.toContain('river');
    expect(createSecretVault(loadMasterKeys(file)).open(sealed)).toBe('river mill 7');
    expect(vault.redact('the password river mill 7 was sent')).toBe(`the password ${REDACTED} was sent`);
  });
});
