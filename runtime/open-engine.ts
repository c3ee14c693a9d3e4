/** The embedded engine over this installation's store: no secret comes to rest in its rows, and addresses of callbacks are its own. */
import type { Json } from '#flows/json.ts';
import { connectionTypes, nodeTypes } from '#nodes/catalog.ts';
import type { ConnectionRegistry } from './connections/connection-registry.ts';
import { createEmbeddedEngine, type EmbeddedEngine } from './embedded/create-embedded-engine.ts';
import { systemClock } from './engine/clock.ts';
import type { DeployedFlows } from './engine/deployed-flows.ts';
import type { ExpressionEngine } from './expressions/evaluator.ts';
import { newId } from './ids.ts';
import type { Log } from './log.ts';
import type { ValidateValue } from './schema-validation.ts';
import type { Redactor } from './secrets/redact.ts';
import { sealEngineStore } from './secrets/seal-engine-store.ts';
import type { SealedValues } from './secrets/sealed-values.ts';
import { createTaggedPlaces } from './secrets/tagged-places.ts';
import type { Store } from './store/open-store.ts';

export interface OpenEngineParts {
  readonly store: Store;
  readonly flows: DeployedFlows & {
    isWatched(environment: string, objectType: string): boolean;
    isPaused(environment: string, flow: string): boolean;
  };
  readonly connections: ConnectionRegistry;
  readonly expressions: ExpressionEngine;
  readonly validate: ValidateValue;
  readonly sealed: SealedValues;
  readonly callbackKey: Uint8Array;
  readonly redactor: Redactor;
  readonly log: Log;
  readonly url: () => string;
  readonly maxOpenRuns: number;
  readonly maxFlowRuns: number;
  onDuplicate(environment: string, flow: string): void;
}

const MERGE_MS = 5_000;

/** What the engine writes through and reads by: nothing that is not for everybody comes to rest in rows. */
export function sealStore({ store, flows, redactor, sealed }: Pick<OpenEngineParts, 'store' | 'flows' | 'redactor' | 'sealed'>) {
  return sealEngineStore({
    writer: store.writer,
    reads: store.reads,
    redactor,
    sealed,
    places: createTaggedPlaces({ flows, nodeTypes, connectionTypes }),
    flows,
    find: store.sealedValues.find,
  });
}

export function openEngine(parts: OpenEngineParts): EmbeddedEngine {
  const { store, flows, connections, expressions, validate, redactor } = parts;

  async function evaluateMerge(
    text: string,
    scope: { readonly older: Json; readonly newer: Json },
    flow: string,
    version: number,
  ): Promise<Json | undefined> {
    const { value } = await expressions.evaluate(
      text,
      { trigger: null, steps: {}, vars: scope, run: null, flow: null },
      {
        flow,
        version,
        startedAt: new Date().toISOString(),
        randomSeed: flow,
        table: () => undefined,
        signal: AbortSignal.timeout(MERGE_MS),
      },
    );
    return value;
  }

  const engine = createEmbeddedEngine({
    ...sealStore(parts),
    flows,
    nodeTypes,
    connections,
    expressions,
    evaluateMerge,
    reference: store.referenceData,
    publishMaster: (environment, { flow, runId }) => ({
      publish: (set, key) =>
        store.definitions.publishMaster(environment, set, key, {
          by: `flow ${flow}`,
          action: 'master-data-published',
          object: `${set.kind} ${environment}`,
          detail: { run: runId },
        }),
      find: (kind, key) => store.definitions.findPublication(environment, kind, key),
    }),
    validate,
    clock: systemClock,
    random: Math.random,
    newId,
    callbackKey: parts.callbackKey,
    callbackBaseUrl: () => `${parts.url()}/resume/`,
    redact: (_environment, _connection, value) => redactor.json(value),
    isWatched: flows.isWatched,
    isPaused: flows.isPaused,
    onDuplicate: parts.onDuplicate,
    damagedRuns: store.damage.damagedRuns,
    logger: parts.log,
    limits: { openRuns: parts.maxOpenRuns, openRunsOfFlow: parts.maxFlowRuns },
  });
  return {
    ...engine,
    // A circuit remembers in the system's own words why it opened.
    circuits: (environment) =>
      engine.circuits(environment).map((circuit) => redactor.json(circuit as unknown as Json) as unknown as typeof circuit),
  };
}
