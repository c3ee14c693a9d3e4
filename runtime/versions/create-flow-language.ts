/** Wires the language's functions to what is installed and live here. */
import { checkExpressionText } from '#flows/check-expression.ts';
import { diffFlows } from '#flows/flow-diff.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { meaningHash } from '#flows/meaning-hash.ts';
import { upgradeFlow } from '#flows/migrations/upgrade-flow.ts';
import { collectSchemas } from '#flows/schema-refs.ts';
import { checkFlow } from '#flows/validate-flow.ts';
import type { NodeType } from '#nodes/node.ts';
import type { ExpressionEngine } from '../expressions/evaluator.ts';
import type { FlowDefinitions } from '../store/definitions.ts';
import type { FlowLanguage } from './flow-language.ts';
import { createTrial } from './try-out-flow.ts';

export interface FlowLanguageParts {
  readonly nodeTypes: readonly NodeType[];
  readonly definitions: Pick<FlowDefinitions, 'latestVersion' | 'findVersion'>;
  readonly expressions: Pick<ExpressionEngine, 'tryOut'>;
}

export function createFlowLanguage({ nodeTypes, definitions, expressions }: FlowLanguageParts): FlowLanguage {
  const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));
  const checks = new Map(nodeTypes.map((type) => [type.manifest.type, type]));
  const context = {
    nodeTypes: (type: string) => manifests.get(type),
    checkConfig: (type: string, config: JsonObject) => checks.get(type)?.checkConfig?.(config) ?? [],
    flows: (flowId: string, major: number) => findContract(definitions, flowId, major),
  };
  return {
    upgrade: (document) => upgradeFlow(document),
    check: (document) => checkFlow(document, context),
    tryOut: createTrial(expressions, context.nodeTypes),
    checkExpression: (text, at) => checkExpressionText(text, at === undefined ? undefined : { ...at, context }),
    meaningHash,
    collectSchemas: (document) => collectSchemas(document),
    diff: (from, to) => diffFlows(from, to) as unknown as Json,
  };
}

/** Contract and lane of the newest version with this major. */
function findContract(definitions: FlowLanguageParts['definitions'], flowId: string, major: number) {
  for (let version = definitions.latestVersion(flowId) ?? 0; version > 0; version -= 1) {
    const row = definitions.findVersion(flowId, version);
    if (row?.major !== major) continue;
    const { contract, lane } = row.document;
    return { contract, document: row.document, ...(lane === undefined ? {} : { lane: lane.name }) };
  }
  return undefined;
}
