import { Agent as WholeAgent, buildConnector as wholeBuildConnector } from 'undici';
import { expect, test } from 'vitest';
import { Agent, buildConnector } from './undici-parts.ts';

test('the parts are those that undici itself gives', () => {
  expect(Agent).toBe(WholeAgent);
  expect(buildConnector).toBe(wholeBuildConnector);
});
