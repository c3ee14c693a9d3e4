/**
 * The parts of undici that we call. Its front door also loads fetch, websockets, caches and mocks: a fifteenth of the whole start, and
 * nobody here uses them; only the way through a proxy needs it. The version is exact, and the test beside this fails when the parts are
 * elsewhere in the next one.
 */
import { createRequire } from 'node:module';
import type * as undici from 'undici';

const require = createRequire(import.meta.url);

export const Agent = require('undici/lib/dispatcher/agent.js') as typeof undici.Agent;
export const buildConnector = require('undici/lib/core/connect.js') as typeof undici.buildConnector;

export function createProxyAgent(options: undici.ProxyAgent.Options): undici.ProxyAgent {
  const { ProxyAgent } = require('undici') as typeof undici;
  return new ProxyAgent(options);
}
