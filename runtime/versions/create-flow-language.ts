/** Wires the language's functions to what is installed and live here. */
import type { FlowCheck } from '#flows/api/flows.ts';
import { checkExpressionText } from '#flows/check-expression.ts';
import type { CalledFlow } from '#flows/derive.ts';
import { findFieldUses } from '#flows/field-uses/field-uses.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { diffFlows } from '#flows/flow-diff.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { meaningHash } from '#flows/meaning-hash.ts';
import { upgradeFlow } from '#flows/migrations/upgrade-flow.ts';
import { collectSchemas } from '#flows/schema-refs.ts';
import { codeTypesAt } from '#flows/typing/code-types.ts';
import { createFlowChecker } from '#flows/validate-flow.ts';
import { findLayerProblems, type OpenWaiver } from '#flows/waivers/layer-problems.ts';
import type { IsSameSystem } from '#flows/waivers/system-apis.ts';
import type { NodeType } from '#nodes/node.ts';
import type { ExpressionEngine } from '../expressions/evaluator.ts';
import type { FlowDefinitions } from '../store/flow-definitions.ts';
import type { FlowLanguage } from './flow-language.ts';
import { createSystemApiIndex } from './system-api-index.ts';
import { createTrial } from './try-out-flow.ts';

export interface FlowLanguageParts {
  readonly nodeTypes: readonly NodeType[];
  readonly definitions: Pick<FlowDefinitions, 'latestVersion' | 'findVersion' | 'listFlowIds'>;
  readonly expressions: Pick<ExpressionEngine, 'tryOut'>;
  /** Of the flow in its folder, asked for or granted, that are not over. Left out: nobody asks for any. */
  readonly openWaivers?: (flowId: string, folder: string) => readonly OpenWaiver[];
  /** As it is now, for one check. Left out: only connections of the same name lead to the same system. */
  readonly sameSystem?: () => IsSameSystem;
}

export function createFlowLanguage({
  nodeTypes,
  definitions,
  expressions,
  openWaivers = () => [],
  sameSystem = () => () => false,
}: FlowLanguageParts): FlowLanguage {
  const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));
  const checks = new Map(nodeTypes.map((type) => [type.manifest.type, type]));
  const context = {
    nodeTypes: (type: string) => manifests.get(type),
    checkConfig: (type: string, config: JsonObject) => checks.get(type)?.checkConfig?.(config) ?? [],
    flows: createFindContract(definitions),
  };
  // Somebody draws: each key press asks again for the same few flows.
  const checkers = new Map<string, (document: unknown) => FlowCheck>();
  function checkerFor(document: unknown): (document: unknown) => FlowCheck {
    const { id } = (document ?? {}) as { readonly id?: unknown };
    const known = checkers.get(String(id));
    if (known !== undefined) return known;
    if (checkers.size >= MOST_CHECKERS) checkers.clear();
    const checker = createFlowChecker(context);
    checkers.set(String(id), checker);
    return checker;
  }
  const connectionTypes = ({ nodes }: FlowDocument) =>
    [...new Set(Object.values(nodes).flatMap(({ type }) => manifests.get(type)?.connection ?? []))].toSorted();
  const stepsOf = ({ nodes }: FlowDocument) => Object.values(nodes).filter(({ type }) => manifests.get(type)?.kind !== 'trigger');
  const stepConnections = (document: FlowDocument) =>
    [...new Set(stepsOf(document).flatMap(({ connection }) => connection ?? []))].toSorted();
  const { systemApis, layerOf } = createSystemApiIndex(definitions, (document) => ({
    connections: stepConnections(document),
    connectionTypes: [...new Set(stepsOf(document).flatMap(({ type }) => manifests.get(type)?.connection ?? []))].toSorted(),
  }));
  /** Kept apart: a waiver or a new system API changes what is said of a flow that stays as it is. */
  function withLayers(check: FlowCheck, document: unknown): FlowCheck {
    if (check.coverage === undefined) return check;
    const flow = document as FlowDocument;
    const layers = findLayerProblems(flow, {
      nodeTypes: context.nodeTypes,
      systemApis: systemApis(),
      waivers: openWaivers(flow.id, flow.owner),
      isSameSystem: sameSystem(),
      layerOf,
    });
    return layers.length === 0 ? check : { ...check, problems: [...check.problems, ...layers] };
  }
  return {
    upgrade: (document) => upgradeFlow(document),
    check: (document) => withLayers(checkerFor(document)(document), document),
    tryOut: createTrial(expressions, context.nodeTypes),
    checkExpression: (text, at) => checkExpressionText(text, at === undefined ? undefined : { ...at, context }),
    codeTypes: (document, nodeId) => codeTypesAt(document, nodeId, context),
    fieldUses: (document) => findFieldUses(document, { nodeTypes: context.nodeTypes, calledFlow: context.flows }),
    connectionTypes,
    stepConnections,
    systemApis,
    meaningHash,
    collectSchemas: (document) => collectSchemas(document),
    diff: (from, to) => diffFlows(from, to) as unknown as Json,
  };
}

const MOST_CHECKERS = 20;

/** A version never changes: read once, its types are found once. */
const MOST_KNOWN = 500;

/** Contract, lane and drawing of the newest version with this major. */
function createFindContract(definitions: FlowLanguageParts['definitions']): (flowId: string, major: number) => CalledFlow | undefined {
  const known = new Map<string, { readonly major: number; readonly called: CalledFlow }>();
  function read(flowId: string, version: number): { readonly major: number; readonly called: CalledFlow } | undefined {
    const row = definitions.findVersion(flowId, version);
    if (row === undefined) return undefined;
    const { document, major } = row;
    const { contract, lane } = document;
    const read = { major, called: { contract, document, ...(lane === undefined ? {} : { lane: lane.name }) } };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(`${flowId} ${version}`, read);
    return read;
  }
  return (flowId, major) => {
    for (let version = definitions.latestVersion(flowId) ?? 0; version > 0; version -= 1) {
      const found = known.get(`${flowId} ${version}`) ?? read(flowId, version);
      if (found?.major === major) return found.called;
    }
    return undefined;
  };
}
