/** One draft, one version: found, or refused with 404. */
import { refusals } from '../http/api-error.ts';
import type { DraftRow, FlowDefinitions, VersionRow } from '../store/flow-definitions.ts';

export function requireDraft(definitions: Pick<FlowDefinitions, 'findDraft'>, flowId: string, draftId: string): DraftRow {
  const draft = definitions.findDraft(draftId);
  if (draft === undefined || draft.flowId !== flowId) throw refusals.notFound('draft', draftId);
  return draft;
}

export function requireVersion(definitions: Pick<FlowDefinitions, 'findVersion'>, flowId: string, version: number): VersionRow {
  const row = definitions.findVersion(flowId, version);
  if (row === undefined) throw refusals.notFound(`version of ${flowId}`, String(version));
  return row;
}
