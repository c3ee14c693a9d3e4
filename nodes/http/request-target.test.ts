import { describe, expect, test } from 'vitest';
import { createTargetResolver } from './request-target.ts';

const toSap = createTargetResolver('https://sap.example.org/odata', ['sap.example.org']);

describe('S15 the hosts that secrets may travel to', () => {
  test.each(['https://sap.example.org/odata', 'https://sap.example.org:443/', 'https://SAP.example.org/'])('%s is one', (url) => {
    expect(toSap(url).origin).toBe('https://sap.example.org');
  });

  test.each([
    'https://sap.example.org:8443/',
    'http://sap.example.org/',
    'http://sap.example.org:443/',
    'https://sap.example.org.evil.test/',
    'https://sap.example.org./',
    'https://evil.test/sap.example.org',
  ])('%s is none', (url) => {
    expect(() => toSap(url)).toThrow(
      expect.objectContaining({ class: 'denied', options: expect.objectContaining({ code: 'host-not-bound' }) }),
    );
  });

  test.each(['https://sap.example.org@evil.test/', 'file:///etc/passwd', 'nonsense'])('%s is no address to send to', (url) => {
    expect(() => toSap(url)).toThrow(expect.objectContaining({ class: 'invalid' }));
  });

  test('a system that is reached by plain http stays so', () => {
    expect(createTargetResolver('http://sap.example.org', ['sap.example.org'])('http://sap.example.org/x').path).toBe('/x');
  });
});
