import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readAuthorities, readTlsMaterial } from './tls-material.ts';

const folder = fileURLToPath(new URL('../../test/support/certificates', import.meta.url));
const file = (name: string) => join(folder, name);

describe('our own certificate', () => {
  test('is read with its key and its end', () => {
    const material = readTlsMaterial({ certificateFile: file('server.pem'), keyFile: file('server.key') });
    expect(material.expiresAt.getUTCFullYear()).toBeGreaterThan(2100);
    expect(material.certificate).toContain('BEGIN CERTIFICATE');
  });

  test.each([
    ['absent.pem', 'server.key', /MILLRACE_TLS_CERTIFICATE: .*absent\.pem cannot be read \(ENOENT\)/],
    ['server.key', 'server.key', /MILLRACE_TLS_CERTIFICATE: .*server\.key holds no certificate/],
    ['server.pem', 'server.pem', /MILLRACE_TLS_KEY: .*server\.pem holds no private key/],
    ['server.pem', 'renewed.key', /renewed\.key is not the key of .*server\.pem/],
  ])('%s with %s is refused in a sentence', (certificate, key, sentence) => {
    expect(() => readTlsMaterial({ certificateFile: file(certificate), keyFile: file(key) })).toThrow(sentence);
  });

  test('authorities that are none are refused in a sentence that names the setting', () => {
    expect(() => readAuthorities('MILLRACE_AUTHORITIES', file('README.md'))).toThrow(
      /MILLRACE_AUTHORITIES: .*README\.md holds no certificate/,
    );
  });
});
