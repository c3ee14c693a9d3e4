/**
 * The parts of undici that we call. Its front door also loads fetch, websockets, caches and mocks, and nobody here uses them; only the way
 * through a proxy needs it. The version is exact, and the test beside this fails when the parts are elsewhere in the next one.
 */
import type * as undici from 'undici';
// @ts-expect-error: the parts have no types of their own, those of the front door are theirs.
import connect from 'undici/lib/core/connect.js';
// @ts-expect-error: as above.
import agent from 'undici/lib/dispatcher/agent.js';
import { comesLate } from '../late-package.ts';

export const Agent = agent as typeof undici.Agent;
export const buildConnector = connect as typeof undici.buildConnector;

const frontDoor = comesLate<typeof undici>('undici');

export function createProxyAgent(options: undici.ProxyAgent.Options): undici.ProxyAgent {
  return new (frontDoor().ProxyAgent)(options);
}
