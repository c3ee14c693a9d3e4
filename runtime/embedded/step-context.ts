/** What an executor gets: its config, its surroundings, and the ledger behind `read` and `write` (STP-2 to STP-4). */
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import type { Exchange, KnownWatermark, MasterPublisher, OwnChange, StepContext, StepLookup, WriteOptions } from '#nodes/step.ts';
import { findDetails } from '../engine/run-state.ts';
import { flowScopeOf } from '../engine/step-decisions.ts';
import { type ActiveRun, traceparentOf } from './active-run.ts';
import type { Attempt } from './attempt.ts';
import { createToken } from './callback-address.ts';
import { StepLedger } from './step-ledger.ts';
import type { StepHost } from './step-surroundings.ts';
import { StepWrite } from './step-write.ts';

export class LiveStep implements StepContext {
  readonly config: Json;
  readonly #host: StepHost;
  readonly #run: ActiveRun;
  readonly #attempt: Attempt;
  /** Of writes, as it was when the attempt began. */
  readonly #epoch: number;
  #runView: StepContext['run'] | undefined;
  #ledger: StepLedger | undefined;

  constructor(host: StepHost, run: ActiveRun, attempt: Attempt, config: Json) {
    this.config = config;
    this.#host = host;
    this.#run = run;
    this.#attempt = attempt;
    this.#epoch = findDetails(run.state, attempt.node.index)?.epoch ?? 0;
  }

  get path(): string {
    return this.#attempt.node.path;
  }
  get attempt(): number {
    return this.#attempt.number;
  }
  get startedAt(): string {
    return this.#run.state.startedAt[this.#attempt.node.index] ?? new Date(this.#attempt.beganAt).toISOString();
  }
  get signal(): AbortSignal {
    return this.#attempt.signal;
  }
  get connection(): ConnectionAccess {
    return this.#host.openConnection(this.#run, this.#attempt);
  }
  get lookup(): StepLookup {
    return this.#host.lookup(this.#run, this.#attempt);
  }
  get masterData(): MasterPublisher {
    return this.#host.masterData(this.#run);
  }
  get run(): StepContext['run'] {
    const { facts, state } = this.#run;
    this.#runView ??= {
      id: facts.runId,
      originRunId: facts.originRunId,
      flow: facts.flow,
      version: facts.version,
      environment: facts.environment,
      correlationId: facts.correlationId,
      traceparent: traceparentOf(facts),
      startedAt: facts.startedAt,
      trigger: state.triggers[flowScopeOf(this.#run.plan, this.#attempt.node.scope)] ?? state.trigger,
      ...(facts.plant === undefined ? {} : { plant: facts.plant }),
    };
    return this.#runView;
  }
  get resume(): NonNullable<StepContext['resume']> {
    // Undefined when the step begins; the getter's type only names what is there then.
    return findDetails(this.#run.state, this.#attempt.node.index)?.resume as NonNullable<StepContext['resume']>;
  }

  watermark(name: string, key: string): KnownWatermark {
    return this.#host.watermark(this.#run, name, key);
  }

  callbackUrl(): string {
    return this.#host.callbackAddress(createToken(this.#host.callbackKey, callbackPlace(this.#run, this.#attempt)));
  }

  runCode(code: string, input: Json): ReturnType<StepContext['runCode']> {
    return this.#host.runCode(this.#run, this.#attempt, code, input);
  }

  log(message: string, fields?: JsonObject): void {
    this.#host.log(this.#run, this.path, message, fields);
  }

  leftBehind(change: OwnChange): void {
    this.#ofLedger.leftBehind(change);
  }

  read<T extends Json>(operation: string, request: Json, call: (exchange: Exchange) => Promise<T>): Promise<T> {
    return this.#ofLedger.read(operation, request, call);
  }

  write<T extends Json>(operation: string, request: Json, call: (exchange: Exchange) => Promise<T>, options: WriteOptions<T>): Promise<T> {
    return new StepWrite(this.#ofLedger).make(operation, request, call, options);
  }

  /** Made when a step first calls another system: most never do. */
  get #ofLedger(): StepLedger {
    this.#ledger ??= new StepLedger(this.#host, this.#run, this.#attempt, this.#epoch);
    return this.#ledger;
  }

  get withholdsWrites(): boolean {
    return this.#host.isWithheld(this.#run, this.#attempt);
  }

  isWatched(objectType: string): boolean {
    return this.#host.isWatched(this.#run.facts.environment, objectType);
  }
}

/** Address of the step's next answer. */
export function callbackPlace(run: ActiveRun, attempt: Attempt): { readonly runId: string; readonly path: string; readonly nth: number } {
  return { runId: run.id, path: attempt.node.path, nth: findDetails(run.state, attempt.node.index)?.answered ?? 0 };
}
