import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { deriveKey } from './derive-key.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import { MasterKeyError, openMasterKeys } from './master-key.ts';
import { createRedactor, REDACTED } from './redact.ts';
import { createSealedValues, type SealedValueRow } from './sealed-values.ts';
import { createSecretStore } from './secret-store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-secrets-'));
  file = join(folder, 'config', 'master.key');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(usedKeyIds: readonly string[] = []) {
  return openMasterKeys(file, join(folder, 'data'), usedKeyIds);
}

function refusal(act: () => unknown): MasterKeyError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(MasterKeyError);
    return error as MasterKeyError;
  }
  throw new Error('Expected a refusal.');
}

describe('S14 the master key', () => {
  test('is made once, for its owner alone, and stays', () => {
    const { current } = open();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(open([current.keyId]).current).toEqual(current);
  });

  test('is refused when others can read it', () => {
    open();
    chmodSync(file, 0o644);
    expect(refusal(() => open())).toMatchObject({ message: expect.stringContaining('chmod 600') });
  });

  test('is refused inside of the data folder', () => {
    file = join(folder, 'data', 'master.key');
    refusal(() => open());
    expect(existsSync(file)).toBe(false);
  });

  test('F41 a missing file is never replaced by a new key while secrets exist', () => {
    const { current } = open();
    rmSync(file);
    expect(refusal(() => open([current.keyId]))).toMatchObject({ keyId: current.keyId });
    expect(existsSync(file)).toBe(false);
  });

  test('F41 another key says which one is missing', () => {
    const { current } = open();
    const kept = readFileSync(file, 'utf8');
    rmSync(file);
    open();
    expect(refusal(() => open([current.keyId])).message).toContain(current.keyId);
    // Both keys in the file: old secrets open, new ones take the last.
    writeFileSync(file, `${kept}${readFileSync(file, 'utf8')}`);
    expect(open([current.keyId]).get(current.keyId)).toEqual(current);
    expect(open().current.keyId).not.toBe(current.keyId);
  });

  test.each(['', 'nonsense', 'id dG9vIHNob3J0', '# only a comment'])('a damaged file (%j) is refused and not overwritten', (text) => {
    open();
    writeFileSync(file, text);
    refusal(() => open());
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('S14 envelopes', () => {
  test('open only with the same key and for the same owner and field', () => {
    const { current } = open();
    const envelope = sealEnvelope('pässword', ['connection/a', 'password'], current);
    expect(openEnvelope(envelope, ['connection/a', 'password'], current)).toBe('pässword');
    expect(() => openEnvelope(envelope, ['connection/b', 'password'], current)).toThrow();
    expect(() => openEnvelope(envelope, ['connection/a', 'user'], current)).toThrow();
    expect(() => openEnvelope(envelope, ['connection/a', 'password'], { ...current, key: Buffer.alloc(32) })).toThrow();
    expect(sealEnvelope('pässword', ['connection/a', 'password'], current)).not.toBe(envelope);
  });

  test('D12 a tag that was cut short or any flipped byte is noticed', () => {
    const { current } = open();
    const [format, wrapped, sealed] = sealEnvelope('secret', ['a', 'b'], current).split('.') as [string, string, string];
    const bytes = Buffer.from(sealed, 'base64url');
    const rebuilt = (part: Buffer) => `${format}.${wrapped}.${part.toString('base64url')}`;
    expect(() => openEnvelope(rebuilt(bytes.subarray(0, -12)), ['a', 'b'], current)).toThrow();
    for (let index = 0; index < bytes.length; index += 1) {
      const flipped = Buffer.from(bytes);
      flipped[index]! ^= 1;
      expect(() => openEnvelope(rebuilt(flipped), ['a', 'b'], current)).toThrow();
    }
  });
});

describe('S15 the secret store', () => {
  const hosts = ['sap.example.org:443'];

  test('gives back what was sealed, and nothing of it is readable in the row', () => {
    const secrets = createSecretStore(open(), createRedactor());
    const row = secrets.seal('connection/development/sap/', 'password', 'correct horse', hosts);
    expect(secrets.unseal(row)).toBe('correct horse');
    expect(JSON.stringify(row)).not.toContain('correct horse');
    expect(() => secrets.unseal({ ...row, owner: 'connection/production/sap/' })).toThrow('cannot be opened');
  });

  test('a new master key takes secrets over without knowing them', () => {
    const old = open();
    const row = createSecretStore(old, createRedactor()).seal('connection/a', 'password', 'correct horse', hosts);
    const oldText = readFileSync(file, 'utf8');
    rmSync(file);
    const fresh = open();
    writeFileSync(file, `${oldText}${readFileSync(file, 'utf8')}`);
    const secrets = createSecretStore(open([row.keyId]), createRedactor());
    const moved = secrets.rewrap(row);
    expect(moved.keyId).toBe(fresh.current.keyId);
    expect(createSecretStore(fresh, createRedactor()).unseal(moved)).toBe('correct horse');
    expect(secrets.rewrap(moved)).toBe(moved);
  });

  test('tells the redactor every secret that was sealed or opened', () => {
    const row = createSecretStore(open(), createRedactor()).seal('connection/a', 'password', 'river mill 7', hosts);
    const redactor = createRedactor();
    expect(redactor.json('river mill 7')).toBe('river mill 7');
    createSecretStore(open(), redactor).unseal(row);
    expect(redactor.json({ sent: ['river mill 7'] })).toEqual({ sent: [REDACTED] });
    expect(redactor.isIn(JSON.stringify({ sent: 'river mill 7' }))).toBe(true);
    expect(redactor.isIn(JSON.stringify({ sent: 'river' }))).toBe(false);
  });

  test('derived keys differ by purpose and outlive a new master key', () => {
    const before = open();
    writeFileSync(file, `${readFileSync(file, 'utf8')}newer ${Buffer.alloc(32, 7).toString('base64')}\n`);
    const after = open();
    expect(after.current.keyId).toBe('newer');
    expect(deriveKey(after.oldest, 'callback addresses')).toEqual(deriveKey(before.oldest, 'callback addresses'));
    expect(deriveKey(after.oldest, 'sealed values')).not.toEqual(deriveKey(before.oldest, 'callback addresses'));
  });
});

describe('S15 redaction', () => {
  function aRedactor(...values: string[]) {
    const redactor = createRedactor();
    for (const value of values) redactor.add(value);
    return redactor;
  }

  test.each([
    ['as it is', (secret: string) => `password=${secret};`],
    ['base64', (secret: string) => Buffer.from(secret).toString('base64')],
    ['base64url', (secret: string) => Buffer.from(secret).toString('base64url')],
    ['in a Basic header', (secret: string) => `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`],
    ['in another Basic header', (secret: string) => `Basic ${Buffer.from(`users:${secret}`).toString('base64')}`],
    ['in a third Basic header', (secret: string) => `Basic ${Buffer.from(`us:${secret}`).toString('base64')}`],
    ['URL-encoded', (secret: string) => `?key=${encodeURIComponent(secret)}`],
    ['form-encoded', (secret: string) => new URLSearchParams({ a: secret }).toString()],
    ['in JSON text', (secret: string) => JSON.stringify({ a: secret })],
  ])('finds a value %s', (_name, write) => {
    for (const secret of ['correct horse battery', 'p"w\\/+?äöü&=123', 'AKIA0123456789']) {
      const text = write(secret);
      const redacted = aRedactor(secret).text(text);
      expect(redacted).toContain(REDACTED);
      expect(redacted).not.toContain(secret);
      expect(Buffer.from(redacted.replace(/^Basic /, ''), 'base64').toString()).not.toContain(secret.slice(2, -2));
    }
  });

  test('changes only what holds a secret, in values and names', () => {
    const redactor = aRedactor('correct horse');
    const clean: Json = { a: [1, 'x', { b: null }] };
    expect(redactor.json(clean)).toBe(clean);
    const dirty: Json = { a: ['correct horse', 2], 'x correct horse': true };
    expect(redactor.json(dirty)).toEqual({ a: [REDACTED, 2], [`x ${REDACTED}`]: true });
  });

  test('leaves ordinary short words alone, and longer secrets go before what they contain', () => {
    expect(aRedactor('abc').text('abcdef')).toBe('abcdef');
    expect(aRedactor('secret-1', 'secret-1-and-more').text('secret-1-and-more')).toBe(REDACTED);
  });
});

describe('TRC-3 sealed values', () => {
  test('the same value has the same token, its ciphertext opens only for that token', () => {
    const values = createSealedValues(open(), Buffer.alloc(32, 1));
    const rows = new Map<string, SealedValueRow>();
    const keep = (value: Json, tag: string) => {
      const { token, row } = values.seal(value, tag);
      rows.set(row.token, row);
      return token as unknown as Json;
    };
    const payload: Json = { price: keep('12.50', 'price'), again: keep('12.50', 'price'), name: keep('12.50', 'personal'), open: 1 };
    expect((payload as { price: Json }).price).toEqual((payload as { again: Json }).again);
    expect((payload as { price: Json }).price).not.toEqual((payload as { name: Json }).name);
    expect(JSON.stringify([payload, ...rows.values()])).not.toContain('12.50');
    expect(values.unseal(payload, (token) => rows.get(token))).toEqual({ price: '12.50', again: '12.50', name: '12.50', open: 1 });
    expect(() => values.unseal(payload, () => undefined)).toThrow('not stored');
    const [first, second] = [...rows.values()] as [SealedValueRow, SealedValueRow];
    expect(() => values.unseal(payload, () => ({ ...first, ciphertext: second.ciphertext }))).toThrow();
  });
});
