/** What a bundle brings, in one commit: all of it with its audit rows, or nothing. */

import type { BundleDefinitions } from './bundle-definitions.ts';
import type { DefinitionChanges, RunStatement } from './definition-change.ts';
import type { FlowDefinitions } from './flow-definitions.ts';
import type { FlowTestDefinitions } from './flow-test-definitions.ts';
import { pinsOfDrafts } from './pin-store.ts';
import type { ServiceDefinitions } from './service-definitions.ts';

export function createBundleStore(
  changes: DefinitionChanges,
  { findFlowTest }: Pick<FlowTestDefinitions, 'findFlowTest'>,
  { findService }: Pick<ServiceDefinitions, 'findService'>,
  { latestVersion, listDrafts }: Pick<FlowDefinitions, 'latestVersion' | 'listDrafts'>,
): BundleDefinitions {
  const { now, changeMany, prepare } = changes;
  const insertDraft = prepare(
    'INSERT INTO draft (draft_id, flow_id, owner_id, edited_by, base_version, revision, document, updated_at) VALUES (?, ?, ?, ?, ?, 1, ?, ?)',
  );
  const insertTest = prepare('INSERT INTO flow_test (flow_id, name, test, revision, changed_by, changed_at) VALUES (?, ?, ?, 1, ?, ?)');
  const insertService = prepare(
    'INSERT INTO service (name, revision, description, source, imported_by, imported_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const pins = pinsOfDrafts(changes);
  const areDrafts = (flowId: string, known: readonly string[]) => {
    const drafts = listDrafts(flowId);
    return drafts.length === known.length && drafts.every(({ draftId }) => known.includes(draftId));
  };

  return {
    importBundle({ drafts, tests, services }, audits) {
      const by = audits[0]!.by;
      return changeMany(audits, (run: RunStatement) => {
        // Looked at before anything is written: what was planned for must still stand.
        if (tests.some(({ flowId, name }) => findFlowTest(flowId, name) !== undefined)) return undefined;
        if (services.some(({ name, expected }) => (findService(name)?.revision ?? 0) !== expected)) return undefined;
        if (drafts.some(({ flowId, baseVersion }) => latestVersion(flowId) !== baseVersion)) return undefined;
        // Somebody may take the same in at the same time, or begin a flow of this id in a folder that nobody was asked about.
        if (drafts.some(({ flowId, beside }) => !areDrafts(flowId, beside))) return undefined;
        for (const { draftId, flowId, ownerId, baseVersion, document } of drafts) {
          run(insertDraft, draftId, flowId, ownerId, ownerId, baseVersion ?? null, JSON.stringify(document), now());
          pins.begin(run, flowId, draftId);
        }
        for (const { flowId, name, test } of tests) run(insertTest, flowId, name, JSON.stringify(test), by, now());
        for (const { name, description, source, expected } of services)
          run(insertService, name, expected + 1, JSON.stringify(description), source, by, now());
        return services.map(({ expected }) => expected + 1);
      });
    },
  };
}
