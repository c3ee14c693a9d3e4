import { expect, test } from 'vitest';
import type { DeploymentView } from '#flows/api/environments.ts';
import type { FlowSummary } from '#flows/api/flows.ts';
import { stepsTaken } from './steps-taken.ts';

const at = '2026-11-24T08:00:00.000Z';
const live = (environment: string, deployedBy: string): DeploymentView => ({
  environment,
  flowId: 'order-change',
  major: 1,
  version: 1,
  deployedBy,
  deployedAt: at,
});
const flow = (more: Partial<FlowSummary>): FlowSummary => ({
  flowId: 'order-change',
  name: 'Sales order change',
  layer: 'process',
  major: 1,
  connectionTypes: [],
  connections: [],
  owner: 'order-management',
  deployments: [],
  drafts: [],
  updatedAt: at,
  ...more,
});
const example = flow({ latestVersion: 1, deployments: [live('development', 'system')] });
const draftOf = (owner: string) => ({ draftId: 'd', flowId: 'own', owner, ownerName: owner, revision: 1, updatedAt: at });

test('what the first start brought is nobody’s step', () => {
  expect(stepsTaken([example], 'ada')).toEqual({ drafted: false, published: false, promoted: false });
});

test('a draft of somebody else is not one’s own', () => {
  expect(stepsTaken([example, flow({ drafts: [draftOf('ben')] })], 'ada').drafted).toBe(false);
  expect(stepsTaken([example, flow({ drafts: [draftOf('ada')] })], 'ada').drafted).toBe(true);
});

test('the first version of a flow of one’s own is published, and its draft, which is gone, was begun', () => {
  expect(stepsTaken([example, flow({ latestVersion: 1 })], 'ada')).toEqual({ drafted: true, published: true, promoted: false });
  const deployed = flow({ latestVersion: 1, deployments: [live('development', 'Ada')] });
  expect(stepsTaken([example, deployed], 'ada').published).toBe(true);
});

test('a second version of an example is published; live in two environments, it was promoted', () => {
  const changed = flow({ latestVersion: 2, deployments: [live('development', 'Ada'), live('test', 'Ada')] });
  expect(stepsTaken([changed], 'ada')).toEqual({ drafted: true, published: true, promoted: true });
});
