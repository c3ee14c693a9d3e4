import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { readClientAddress } from './client-address.ts';

const call = (forwarded?: string | string[]) =>
  ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: '10.0.0.1' },
  }) as unknown as Pick<IncomingMessage, 'headers' | 'socket'>;

describe('who calls', () => {
  test('is the other end of the socket, whatever the caller says of itself', () => {
    expect(readClientAddress(call('203.0.113.9'), false)).toBe('10.0.0.1');
  });

  test('is, behind a proxy, whom the proxy was called by, and not what the caller wrote before that', () => {
    expect(readClientAddress(call('1.1.1.1, 203.0.113.9'), true)).toBe('203.0.113.9');
    expect(readClientAddress(call(['1.1.1.1', '203.0.113.9']), true)).toBe('203.0.113.9');
  });

  test('is the proxy itself when it names nobody', () => {
    expect(readClientAddress(call(), true)).toBe('10.0.0.1');
    expect(readClientAddress(call(' '), true)).toBe('10.0.0.1');
  });
});
