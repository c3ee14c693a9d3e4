/**
 * Systems that test flows talk to, and the node types that talk to them. What a system applied is its own record: the oracle of
 * tests, never the engine's. A system honours idempotency keys (a key it has applied gives its first answer again) unless it is told not to.
 */
import { toConnectionHold } from '#flows/connection-hold.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import {
  ConflictError,
  DeniedError,
  InvalidError,
  NetworkError,
  RejectedError,
  type StepError,
  ThrottledError,
  TimeoutError,
  UnavailableError,
} from '#nodes/errors.ts';
import type { StepNode } from '#nodes/node.ts';
import type { Exchange, WriteOptions } from '#nodes/step.ts';
import type { OpenConnections } from '#runtime/engine/connections-port.ts';
import type { ConnectionLimits } from '#runtime/engine/engine.ts';

/** What the next call meets. `lost-answer`: applied, but the caller hears nothing; `hang`: never answers. */
export type Fate =
  | 'ok'
  | 'lost-answer'
  | 'not-arrived'
  | 'unavailable'
  | 'throttled'
  | 'timeout'
  | 'rejected'
  | 'invalid'
  | 'conflict'
  | 'denied'
  | 'hang'
  | 'bug';

export interface Applied {
  readonly key: string;
  readonly operation: string;
  readonly body: Json;
  readonly order: number;
}

export class FakeSystem {
  readonly name: string;
  /** Every call that arrived. */
  calls = 0;
  readonly applied: Applied[] = [];
  /** Fates of the next calls; then `fallback`. */
  fates: Fate[] = [];
  fallback: Fate | ((operation: string, body: Json) => Fate) = 'ok';
  down = false;
  /** Calls wait here until `release`. */
  blocked: (() => void)[] | undefined;
  honoursKeys = true;
  /** Called when a write was applied and before it is answered. */
  onApplied: ((applied: Applied) => void) | undefined;
  latency: (() => Promise<void>) | undefined;
  /** Called with what every call carries. */
  onCall: ((exchange: Exchange) => void) | undefined;

  constructor(name: string) {
    this.name = name;
  }

  findApplied(key: string): Applied | undefined {
    return this.applied.find((one) => one.key === key);
  }

  release(): void {
    const waiting = this.blocked ?? [];
    this.blocked = undefined;
    for (const go of waiting) go();
  }

  async call(exchange: Exchange, operation: string, body: Json): Promise<Json> {
    this.calls += 1;
    this.onCall?.(exchange);
    if (this.latency !== undefined) await this.latency();
    if (this.blocked !== undefined) await new Promise<void>((resolve) => this.blocked!.push(resolve));
    if (this.down) throw new NetworkError(`${this.name} refused the connection`, { code: 'ECONNREFUSED', maybeApplied: false });
    const fate = this.fates.shift() ?? (typeof this.fallback === 'function' ? this.fallback(operation, body) : this.fallback);
    if (fate === 'hang')
      return new Promise((_resolve, reject) => exchange.signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const failure = failures[fate];
    if (fate === 'bug') throw new TypeError('cannot read properties of undefined');
    const known = this.honoursKeys ? this.findApplied(exchange.idempotencyKey) : undefined;
    // What it has applied under this key it does not judge again.
    const judged = known !== undefined && (fate === 'rejected' || fate === 'invalid' || fate === 'conflict');
    if (judged) return { done: operation, number: known.order };
    if (failure !== undefined && fate !== 'lost-answer') throw failure(this.name);
    if (known === undefined) {
      const applied = { key: exchange.idempotencyKey, operation, body, order: this.applied.length };
      this.applied.push(applied);
      this.onApplied?.(applied);
    }
    if (failure !== undefined) throw failure(this.name);
    return { done: operation, number: (known ?? this.applied[this.applied.length - 1]!).order };
  }

  /** `changed`: what is there is neither the state before nor what was sent. */
  async look(exchange: Exchange): Promise<Applied | 'changed' | undefined> {
    if (this.down) throw new NetworkError(`${this.name} refused the connection`, { code: 'ECONNREFUSED', maybeApplied: false });
    return this.findApplied(exchange.idempotencyKey);
  }
}

const failures: { readonly [F in Fate]?: (name: string) => StepError } = {
  'lost-answer': (name) => new NetworkError(`${name} hung up`, { code: 'ECONNRESET' }),
  'not-arrived': (name) => new NetworkError(`${name} refused the connection`, { code: 'ECONNREFUSED', maybeApplied: false }),
  unavailable: (name) => new UnavailableError(`${name} answers 503`, { code: '503', maybeApplied: false }),
  throttled: (name) => new ThrottledError(`${name} answers 429`, { code: '429', retryAfterMs: 2_000 }),
  timeout: (name) => new TimeoutError(`${name} did not answer`, { code: 'idle' }),
  rejected: (name) => new RejectedError(`${name} refuses the change`, { code: 'V1/331' }),
  invalid: (name) => new InvalidError(`${name} does not understand`, { code: '400' }),
  conflict: (name) => new ConflictError(`${name} is locked`, { code: 'locked' }),
  denied: (name) => new DeniedError(`${name} does not let us in`, { code: '403' }),
};

const base = {
  version: 1,
  category: 'logic',
  icon: '<svg/>',
  kind: 'step',
  help: '',
  output: {},
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
} as const satisfies Partial<NodeManifest>;

const anyConfig = { type: 'object', properties: { body: {}, operation: { type: 'string' } } } as const;

export interface FakeWorld {
  readonly systems: ReadonlyMap<string, FakeSystem>;
  readonly nodeTypes: readonly StepNode[];
  readonly connections: OpenConnections;
  system(name: string): FakeSystem;
  limits: ConnectionLimits;
  withheld: boolean;
  /** Connections that a plant has to itself, `sap@1000`, with what differs in their limits: each is a system of that name. */
  readonly ownConnections: Map<string, Partial<ConnectionLimits>>;
  /** Runs of pure `test/echo` steps. */
  echoes: number;
}

/** `probe`, `key` and `blind` say how the write node finds out what became of a call. */
export function createFakeWorld(): FakeWorld {
  const systems = new Map<string, FakeSystem>();
  const world: FakeWorld = {
    systems,
    withheld: false,
    ownConnections: new Map(),
    echoes: 0,
    limits: { concurrency: 1_000, openAfter: 5, trialAfterMs: 30_000, drainPerSecond: 100, maintenance: [] },
    system(name) {
      let system = systems.get(name);
      if (system === undefined) systems.set(name, (system = new FakeSystem(name)));
      return system;
    },
    connections: {
      open: (environment, role, plant): ConnectionAccess =>
        ({
          name: role,
          type: 'fake',
          environment,
          ...(plant !== undefined && world.ownConnections.has(`${role}@${plant}`) ? { plant } : {}),
          settings: {},
          secret: () => '',
          session: (_key: string, create: () => unknown) => create(),
        }) as unknown as ConnectionAccess,
      limits: (_environment, role, plant) => ({ ...world.limits, ...world.ownConnections.get(`${role}@${plant}`) }),
      withholdWrites: () => world.withheld,
    },
    nodeTypes: [
      write('test/write', 'probe'),
      write('test/write-keyed', 'key'),
      write('test/write-blind', 'blind'),
      {
        // Two writes of one step, and then what its own code makes of them.
        manifest: { ...base, type: 'test/write-two', label: 'Two', summary: '', effects: 'write', connection: 'fake', config: anyConfig },
        execute: async (step) => {
          const { body = null } = step.config as { body?: Json };
          const system = systemOf(step.connection);
          for (const operation of ['first', 'second'])
            await step.write(operation, { body }, (exchange) => system.call(exchange, operation, body), probing(system));
          await step.read('look', {}, (exchange) => world.system('looked-at').call(exchange, 'look', null));
          return { kind: 'done', port: 'out', output: {} };
        },
      },
      {
        manifest: { ...base, type: 'test/read', label: 'Read', summary: '', effects: 'read', connection: 'fake', config: anyConfig },
        execute: async (step) => {
          const { operation = 'look' } = step.config as { operation?: string };
          const answer = await step.read(operation, {}, (exchange) => systemOf(step.connection).call(exchange, operation, null));
          return { kind: 'done', port: 'out', output: { answer } };
        },
      },
      {
        manifest: { ...base, type: 'test/echo', label: 'Echo', summary: '', effects: 'pure', config: { type: 'object' } },
        execute: (step) => {
          world.echoes += 1;
          return { kind: 'done', port: 'out', output: step.config };
        },
      },
      {
        // Fails with the class its config names.
        manifest: { ...base, type: 'test/fail', label: 'Fail', summary: '', effects: 'pure', config: { type: 'object' } },
        execute: (step) => {
          const { fate } = step.config as { fate: Fate };
          const failure = failures[fate];
          if (failure === undefined) throw new TypeError('a bug in the node');
          throw failure('the step');
        },
      },
      {
        // Asks for work and waits for the answer by callback, looking every minute beside it.
        manifest: {
          ...base,
          type: 'test/ask',
          label: 'Ask',
          summary: '',
          effects: 'write',
          connection: 'fake',
          config: { type: 'object' },
        },
        execute: async (step) => {
          const { pollMs, timeoutMs } = step.config as { pollMs?: number; timeoutMs?: number };
          if (step.resume?.by === 'callback') return { kind: 'done', port: 'out', output: { answer: step.resume.answer ?? null } };
          if (step.resume?.by === 'timer' && step.resume.state === undefined)
            return { kind: 'done', port: 'out', output: { answer: 'none' } };
          const looks = ((step.resume?.state as { looks?: number } | undefined)?.looks ?? 0) + (step.resume === undefined ? 0 : 1);
          const system = systemOf(step.connection);
          await step.write(
            'ask',
            { callback: step.callbackUrl() },
            (exchange) => system.call(exchange, 'ask', { callback: step.callbackUrl() }),
            probing(system),
          );
          return {
            kind: 'wait',
            for: {
              kind: 'callback',
              state: { looks },
              ...(pollMs === undefined ? {} : { pollMs }),
              ...(timeoutMs === undefined ? {} : { timeoutMs }),
            },
          };
        },
      },
      {
        // Looks again until it has looked often enough.
        manifest: {
          ...base,
          type: 'test/poll',
          label: 'Poll',
          summary: '',
          effects: 'read',
          connection: 'fake',
          config: { type: 'object' },
        },
        execute: (step) => {
          const { times, afterMs } = step.config as { times: number; afterMs: number };
          const looks = ((step.resume?.state as { looks?: number } | undefined)?.looks ?? 0) + 1;
          return looks >= times ? { kind: 'done', port: 'out', output: { looks } } : { kind: 'again', afterMs, state: { looks } };
        },
      },
      {
        manifest: { ...base, type: 'test/wait-event', label: 'Wait', summary: '', effects: 'engine', config: { type: 'object' } },
        execute: (step) => {
          const { event, correlation, timeoutMs } = step.config as { event: string; correlation: string; timeoutMs?: number };
          if (step.resume !== undefined)
            return { kind: 'done', port: 'out', output: { by: step.resume.by ?? '', answer: step.resume.answer ?? null } };
          return { kind: 'wait', for: { kind: 'event', event, correlation, ...(timeoutMs === undefined ? {} : { timeoutMs }) } };
        },
      },
    ],
  };
  return world;

  function systemOf({ name, plant }: ConnectionAccess): FakeSystem {
    return world.system(toConnectionHold({ connection: name, ...(plant === undefined ? {} : { plant }) }));
  }

  function write(type: string, finding: 'probe' | 'key' | 'blind'): StepNode {
    return {
      manifest: {
        ...base,
        type,
        label: 'Write',
        summary: '',
        effects: 'write',
        connection: 'fake',
        config: anyConfig,
        idempotency: finding === 'probe' ? 'probe' : 'receiver-honours-key',
      },
      execute: async (step) => {
        const { operation = 'change', body = null } = step.config as { operation?: string; body?: Json };
        const system = systemOf(step.connection);
        const options: WriteOptions<Json> = finding === 'probe' ? probing(system) : finding === 'key' ? { repeatable: true } : {};
        const answer = await step.write(
          operation,
          { body } satisfies JsonObject,
          (exchange) => system.call(exchange, operation, body),
          options,
        );
        return { kind: 'done', port: 'out', output: { answer } };
      },
    };
  }
}

function probing(system: FakeSystem): WriteOptions<Json> {
  return {
    probe: async (_kept, exchange) => {
      const found = await system.look(exchange);
      if (found === 'changed') return { verdict: 'changed-by-somebody-else', found: null };
      return found === undefined
        ? { verdict: 'not-applied' }
        : { verdict: 'confirmed', answer: { done: found.operation, number: found.order } };
    },
  };
}
