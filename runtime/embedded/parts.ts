/** What the embedded engine is built from. Everything that touches the world comes in here, so tests and the simulation own it all. */
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import type { NodeType } from '#nodes/node.ts';
import type { MasterPublisher } from '#nodes/step.ts';
import type { Clock } from '../engine/clock.ts';
import type { OpenConnections } from '../engine/connections-port.ts';
import type { DeployedFlows } from '../engine/deployed-flows.ts';
import type { ReferenceData } from '../engine/reference-data.ts';
import type { ExpressionEngine } from '../expressions/evaluator.ts';
import type { EngineReads, Writer } from '../store/engine-rows.ts';

export interface EmbeddedParts {
  readonly writer: Writer;
  /** On the writer's own connection. */
  readonly reads: EngineReads;
  readonly flows: DeployedFlows;
  readonly nodeTypes: readonly NodeType[];
  readonly connections: OpenConnections;
  readonly expressions: Pick<ExpressionEngine, 'compileConfig' | 'runCode'>;
  /** Evaluates a contained `lane.merge` over `{ older, newer }`; left out: such a merge is refused at intake with a sentence. */
  readonly evaluateMerge?: (
    text: string,
    scope: { readonly older: Json; readonly newer: Json },
    flow: string,
    version: number,
  ) => Promise<Json | undefined>;
  readonly reference: ReferenceData;
  /** Where a run publishes master data of its environment, in its own name. Left out: it cannot. */
  readonly publishMaster?: (environment: string, by: { readonly flow: string; readonly runId: string }) => MasterPublisher;
  /** Problems of a value against a schema frozen with the version (`$ref` resolved in `schemas`) or an inline one; empty means valid. */
  readonly validate: (
    schema: JsonSchema,
    schemas: { readonly [ref: string]: JsonSchema },
    value: Json,
  ) => readonly { readonly path: string; readonly message: string }[];
  readonly clock: Clock;
  /** 0 inclusive to 1 exclusive. */
  readonly random: () => number;
  /** Unique, sortable by time of creation, safe in addresses: run ids, approval ids, exception ids. */
  readonly newId: () => string;
  /** HMAC key of callback addresses (WAI-2), 32 bytes. */
  readonly callbackKey: Uint8Array;
  /** Address before the token: `http://127.0.0.1:4280/resume/`. */
  readonly callbackBaseUrl: () => string;
  /** Secret values out of what is recorded of exchanges and errors (TRC-3). Left out: recorded as it is. */
  readonly redact?: (environment: string, connection: string, value: Json) => Json;
  /** Tagged values of the run out of what is said of it without being stored (TRC-3). Left out: said as it is. */
  readonly cleanShown?: (runId: string, value: Json) => Json;
  /** Runs whose journal was found changed when the store was opened: parked before anything else begins (RES-4). */
  readonly damagedRuns?: readonly string[];
  /** Nothing of the flow begins for now (LAN-7). Left out: none is paused. */
  readonly isPaused?: (environment: string, flow: string) => boolean;
  /** A live flow of the environment is started by changes of such objects (STP-5). Left out: none is. */
  readonly isWatched?: (environment: string, objectType: string) => boolean;
  /** A message came again (INT-2): for figures that are kept outside of the store. */
  readonly onDuplicate?: (environment: string, flow: string) => void;
  readonly logger: EngineLogger;
  readonly limits?: Partial<EngineLimits>;
}

export interface EngineLogger {
  info(message: string, fields?: JsonObject): void;
  warn(message: string, fields?: JsonObject): void;
  /** `error` is for the reader of the log, never shown to users. */
  error(message: string, error: unknown, fields?: JsonObject): void;
}

export interface EngineLimits {
  /** Runs that are not final; above it intake answers 503 with Retry-After (INT-3). */
  readonly openRuns: number;
  /** The same of one flow in one environment: above it its intake answers 429, so that none takes the room of all (S18). */
  readonly openRunsOfFlow: number;
  /** Runs with steps in memory at the same time; the rest waits as rows. */
  readonly activeRuns: number;
  /** What a caller is told to wait at the backlog limit. */
  readonly retryAfterMs: number;
  /** For synchronous flows that say nothing. */
  readonly respondWithinMs: number;
  /** For nodes whose manifest and document say nothing. */
  readonly timeoutMs: number;
  /** How long events and answers that nobody waits for yet are kept (WAI-2). */
  readonly keepEventsMs: number;
}

export const DEFAULT_LIMITS: EngineLimits = {
  openRuns: 1_000_000,
  openRunsOfFlow: 1_000_000,
  activeRuns: 1_000,
  retryAfterMs: 5_000,
  respondWithinMs: 10_000,
  timeoutMs: 60_000,
  keepEventsMs: 86_400_000,
};
