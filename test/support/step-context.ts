/** One attempt of a step for tests of connectors: real read and write semantics, everything else as plain options. */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '#flows/json.ts';
import type { TriggerScope } from '#flows/trace.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import { InternalError, toStepError } from '#nodes/errors.ts';
import type { HttpClient } from '#nodes/http/http-client.ts';
import type { StepNode } from '#nodes/node.ts';
import type { Exchange, KnownWatermark, MasterPublisher, StepContext, StepLookup } from '#nodes/step.ts';
import type { StepOutcome } from '#nodes/step-outcome.ts';
import { MemoryLedger, RunParked } from './memory-ledger.ts';

export interface StepOptions {
  readonly config: Json;
  readonly connection?: ConnectionAccess;
  /** Shared by the attempts of one step. */
  readonly ledger?: MemoryLedger;
  readonly attempt?: number;
  readonly startedAt?: string;
  readonly runId?: string;
  readonly trigger?: TriggerScope;
  readonly resume?: StepContext['resume'];
  readonly callbackUrl?: string;
  readonly lookup?: Partial<StepLookup>;
  readonly masterData?: MasterPublisher;
  readonly signal?: AbortSignal;
  readonly watermark?: Partial<KnownWatermark>;
  readonly runCode?: StepContext['runCode'];
  /** Types of objects whose changes start flows. */
  readonly watched?: readonly string[];
  /** A dry run. */
  readonly withholdsWrites?: boolean;
}

export function createStep(options: StepOptions): StepContext {
  const ledger = options.ledger ?? new MemoryLedger();
  const attempt = options.attempt ?? 1;
  const runId = options.runId ?? 'run-1';
  const path = 'step';
  const startedAt = options.startedAt ?? '2026-11-24T08:00:00.000Z';
  const signal = options.signal ?? new AbortController().signal;
  let ordinal = 0;
  const nextKey = (): string => `${runId}/${path}/${ordinal++}/0`;
  const exchange = (key: string): Exchange => ({
    idempotencyKey: createHash('sha256').update(key).digest('hex').slice(0, 32),
    correlationId: 'correlation-1',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    signal,
    attempt,
  });
  return {
    config: options.config,
    path,
    attempt,
    startedAt,
    run: {
      id: runId,
      originRunId: runId,
      flow: 'test-flow',
      version: 1,
      environment: 'test',
      correlationId: 'correlation-1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      startedAt,
      trigger: options.trigger ?? { body: null },
    },
    signal,
    get connection(): ConnectionAccess {
      if (options.connection === undefined) throw new InternalError('the test gave no connection', { code: 'no-connection' });
      return options.connection;
    },
    ...(options.resume === undefined ? {} : { resume: options.resume }),
    callbackUrl: () => options.callbackUrl ?? `http://127.0.0.1/resume/${runId}.${path}`,
    lookup: { valueMap: () => undefined, variable: () => undefined, master: () => undefined, validate: () => [], ...options.lookup },
    get masterData(): MasterPublisher {
      if (options.masterData === undefined) throw new InternalError('the test gave no master data', { code: 'no-master-data' });
      return options.masterData;
    },
    watermark: () => ({ value: null, seen: [], isSetByHand: false, writesWithheld: false, others: 0, ...options.watermark }),
    runCode: options.runCode ?? (() => Promise.reject(new InternalError('the test runs no code', { code: 'no-code' }))),
    log: () => undefined,
    read: (operation, request, call) => {
      const key = nextKey();
      return ledger.read(key, operation, request, call, exchange(key));
    },
    withholdsWrites: options.withholdsWrites ?? false,
    isWatched: (objectType) => options.watched?.includes(objectType) === true,
    leftBehind: (change) => ledger.ownChanges.push(change),
    write: (operation, request, call, writeOptions) => {
      const key = nextKey();
      return ledger.write(key, operation, request, call, writeOptions, exchange(key));
    },
  };
}

/** Attempts as the default policy makes them: retried while the class allows it, at most `attempts` times, without waiting. */
export async function runAttempts(node: StepNode, options: StepOptions, attempts = 5): Promise<StepOutcome> {
  const ledger = options.ledger ?? new MemoryLedger();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await node.execute(createStep({ ...options, ledger, attempt }));
    } catch (thrown) {
      const { class: errorClass, options: failure } = toStepError(thrown);
      if (failure.code === 'changed-by-somebody-else') throw new RunParked('changed-by-somebody-else', failure.details?.[0]);
      if (attempt >= attempts || !RETRIED.has(errorClass)) throw thrown;
    }
  }
}

const RETRIED = new Set(['network', 'timeout', 'throttled', 'unavailable', 'conflict']);

export interface ConnectionOptions {
  readonly type?: string;
  readonly http: HttpClient;
  readonly settings: JsonObject;
  readonly secrets?: { readonly [name: string]: string };
}

/** A connection with a session memory of its own. */
export function createConnection(options: ConnectionOptions): ConnectionAccess {
  const sessions = new Map<string, unknown>();
  return {
    name: 'test-connection',
    type: options.type ?? 'http',
    environment: 'test',
    settings: options.settings,
    secret: (name) => {
      const value = options.secrets?.[name];
      if (value === undefined) throw new InternalError(`the test gave no secret "${name}"`, { code: 'secret-missing' });
      return value;
    },
    session: <T>(key: string, create: () => T): T => {
      if (!sessions.has(key)) sessions.set(key, create());
      return sessions.get(key) as T;
    },
    http: options.http,
  };
}
