/** Which documents of a flow read a field: its newest version, those that are live, its drafts. Made when somebody asks, each document once. */
import type { FieldUsesOfFlow } from '#flows/api/flows.ts';
import { type FieldQuestion, type FieldUse, matchFieldUses } from '#flows/field-uses/field-uses.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowDefinitions } from '../store/flow-definitions.ts';
import type { FlowLanguage } from './flow-language.ts';

export interface FieldUseIndexParts {
  readonly definitions: Pick<FlowDefinitions, 'findVersion' | 'latestVersion' | 'listDeployments' | 'listDrafts'>;
  readonly language: Pick<FlowLanguage, 'fieldUses'>;
}

export interface FieldUseIndex {
  /** Documents of one flow that read the field: live ones first, then versions from the newest on, then drafts. */
  ofFlow(flowId: string, question: FieldQuestion): readonly FieldUsesOfFlow[];
}

/** Documents whose uses are kept; a version never changes, a draft has a revision. */
const MOST_KNOWN = 500;

export function createFieldUseIndex({ definitions, language }: FieldUseIndexParts): FieldUseIndex {
  const known = new Map<string, readonly FieldUse[]>();

  function usesOf(key: string, document: FlowDocument): readonly FieldUse[] {
    const found = known.get(key);
    if (found !== undefined) return found;
    const uses = language.fieldUses(document);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, uses);
    return uses;
  }

  return {
    ofFlow(flowId, question) {
      const latest = definitions.latestVersion(flowId);
      const live = definitions.listDeployments().filter((deployment) => deployment.flowId === flowId);
      const versions = [...new Set([...live.map(({ version }) => version), ...(latest === undefined ? [] : [latest])])];
      const published = versions.flatMap((version) => {
        const document = definitions.findVersion(flowId, version)?.document;
        if (document === undefined) return [];
        const liveIn = live.filter((deployment) => deployment.version === version).map(({ environment }) => environment);
        return [{ version, liveIn, document, key: `${flowId} ${version}` }];
      });
      const drafts = definitions
        .listDrafts(flowId)
        .map(({ draftId, revision, document }) => ({ draftId, liveIn: [], document, key: `${draftId} r${revision}` }));
      const inOrder = [
        ...published.toSorted((a, b) => Number(b.liveIn.length > 0) - Number(a.liveIn.length > 0) || b.version - a.version),
        ...drafts,
      ];
      return inOrder.flatMap(({ document, key, ...which }) => {
        const uses = matchFieldUses(usesOf(key, document), question);
        return uses.length === 0 ? [] : [{ flowId, name: document.name, ...which, uses }];
      });
    },
  };
}
