import { expect, test } from 'vitest';
import { areSameHosts, calledHosts } from './called-hosts.ts';

const manifest = {
  settings: {
    properties: { baseUrl: { type: 'string' }, tokenUrl: { type: 'string' }, audience: { type: 'string', 'x-called': false }, root: {} },
  },
};

test.each([
  [{ baseUrl: 'https://s4.example.com:44300/x', tokenUrl: 'https://login.example/token' }, ['s4.example.com:44300', 'login.example']],
  [{ baseUrl: 'https://a.example', tokenUrl: 'https://a.example/token' }, ['a.example']],
  [{ baseUrl: 'https://mill.example', audience: 'https://login.example', clientId: 'https' }, ['mill.example']],
  [{ baseUrl: 'http://half a host' }, []],
  [{ root: '/mnt/plant', workFolder: 'work' }, ['/mnt/plant']],
])('S15: secrets are bound to each address that is called, of %j to %j', (settings, hosts) => {
  expect(calledHosts(settings, manifest)).toEqual(hosts);
});

test('in whatever order', () => {
  expect(areSameHosts(['a', 'b'], ['b', 'a'])).toBe(true);
  expect(areSameHosts(['a'], ['a', 'b'])).toBe(false);
  expect(areSameHosts(['a'], ['c'])).toBe(false);
});
