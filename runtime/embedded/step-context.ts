/** What an executor gets: its config, its surroundings, and the ledger behind `read` and `write` (STP-2 to STP-4). */
import type { Json, JsonObject } from '#flows/json.ts';
import type { RunError } from '#flows/run.ts';
import type { EffectRow, TraceBody } from '#flows/trace.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import { ConflictError, InternalError, RejectedError, type StepError, toStepError } from '#nodes/errors.ts';
import type {
  Exchange,
  KnownWatermark,
  MasterPublisher,
  OwnChange,
  ProbeAnswer,
  StepContext,
  StepLookup,
  WriteOptions,
} from '#nodes/step.ts';
import { digestFields } from '../echoes/digest-fields.ts';
import { judgeWrite, readKey, writeKey } from '../engine/effect-ledger.ts';
import { findUndoing } from '../engine/find-undoing.ts';
import { findDetails } from '../engine/run-state.ts';
import { flowScopeOf, undoesAnything } from '../engine/step-decisions.ts';
import { type ActiveRun, traceparentOf } from './active-run.ts';
import type { Attempt } from './attempt.ts';
import { createToken } from './callback-address.ts';
import { receiverKey } from './receiver-key.ts';

/** What a step needs of the shell. */
export interface StepHost {
  /** When this engine began, epoch ms: no call of an earlier one is waited for since then. */
  readonly beganAt: number;
  nowIso(): string;
  /** How long an attempt may take. */
  timeoutMs(attempt: Attempt): number;
  /** Appends an event of the attempt and, with it, a change of rows. */
  record(run: ActiveRun, event: TraceBody, change?: Parameters<ActiveRun['changes']['push']>[0]): void;
  flush(run: ActiveRun): Promise<void>;
  findEffect(effectKey: string): EffectRow | undefined;
  openConnection(run: ActiveRun, attempt: Attempt): ConnectionAccess;
  isWithheld(run: ActiveRun, attempt: Attempt): boolean;
  isWatched(environment: string, objectType: string): boolean;
  redact(environment: string, connection: string, value: Json): Json;
  /** What others see of the run beside its journal. */
  cleanShown(runId: string, value: Json): Json;
  lookup(run: ActiveRun, attempt: Attempt): StepLookup;
  masterData(run: ActiveRun): MasterPublisher;
  watermark(run: ActiveRun, name: string, key: string): KnownWatermark;
  runCode(run: ActiveRun, attempt: Attempt, code: string, input: Json): ReturnType<StepContext['runCode']>;
  callbackAddress(token: string): string;
  readonly callbackKey: Uint8Array;
  log(run: ActiveRun, path: string, message: string, fields: JsonObject | undefined): void;
}

/** The attempt was stopped (time-out, cancel, crash of a commit): its code may end, nothing it does counts. */
export class AttemptStopped extends Error {
  constructor() {
    super('The attempt was stopped.');
    this.name = 'AttemptStopped';
  }
}

/** The write was withheld: the step completes with this instead (tests, shadow). */
export class WriteWithheld extends Error {
  readonly output: Json;
  constructor(output: Json) {
    super('The write was withheld.');
    this.output = output;
  }
}

export class LiveStep implements StepContext {
  readonly config: Json;
  readonly #host: StepHost;
  readonly #run: ActiveRun;
  readonly #attempt: Attempt;
  readonly #epoch: number;
  #runView: StepContext['run'] | undefined;

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

  get withholdsWrites(): boolean {
    return this.#host.isWithheld(this.#run, this.#attempt);
  }

  isWatched(objectType: string): boolean {
    return this.#host.isWatched(this.#run.facts.environment, objectType);
  }

  leftBehind(change: OwnChange): void {
    this.#requireLive();
    const { facts } = this.#run;
    const { effectKey } = this.#placeOf(this.#attempt.writes - 1);
    // A write that is withheld, or was refused, left nothing.
    if (this.#findEffect(effectKey)?.state !== 'confirmed') return;
    const { fields, ...rest } = change;
    const row = {
      ...rest,
      ...(fields === undefined ? {} : { fields: digestFields(this.#host.callbackKey, `${change.type}/${change.key}`, fields) }),
      environment: facts.environment,
      runId: facts.runId,
      effectKey,
      at: this.#host.nowIso(),
    };
    this.#run.changes.push((tx) => tx.noteOwnChange(row));
  }

  async read<T extends Json>(operation: string, request: Json, call: (exchange: Exchange) => Promise<T>): Promise<T> {
    this.#requireLive();
    const { facts } = this.#run;
    const ordinal = this.#attempt.reads++;
    const effectKey = readKey(facts.originRunId, this.path, ordinal, facts.runId, this.attempt);
    const connection = this.#connectionName();
    const row = {
      effectKey,
      runId: facts.runId,
      path: this.path,
      ordinal,
      epoch: this.#epoch,
      kind: 'read' as const,
      operation,
      connection,
      state: 'read' as const,
      request: this.#host.redact(facts.environment, connection, request),
      intendedAt: this.#host.nowIso(),
      attempt: this.attempt,
    };
    try {
      const answer = await this.#call(effectKey, call);
      const kept = this.#host.redact(facts.environment, connection, answer);
      this.#record('exchange-read', effectKey, operation, (tx) => tx.recordExchange({ ...row, answer: kept, settledAt: row.intendedAt }));
      return answer;
    } catch (thrown) {
      if (!this.#attempt.ended && !(thrown instanceof AttemptStopped)) {
        const error = toStepError(thrown).toRunError();
        this.#record('exchange-read', effectKey, operation, (tx) => tx.recordExchange({ ...row, error, settledAt: row.intendedAt }));
      }
      throw thrown;
    }
  }

  async write<T extends Json>(
    operation: string,
    request: Json,
    call: (exchange: Exchange) => Promise<T>,
    options: WriteOptions<T>,
  ): Promise<T> {
    this.#requireLive();
    const ordinal = this.#attempt.writes++;
    const { effectKey, epoch, kept } = this.#placeOf(ordinal);
    if (kept !== undefined && kept.operation !== operation)
      throw new InternalError(`Write ${ordinal} of the step was "${kept.operation}" before and is "${operation}" now.`, {
        code: 'writes-reordered',
        help: 'A connector must make its writes in the same order in every attempt.',
      });
    const verdict = judgeWrite(kept, { canProbe: options.probe !== undefined, repeatable: options.repeatable === true });
    switch (verdict) {
      case 'answer':
        return kept!.answer as T;
      case 'park':
        throw unknownEffect(operation, kept!);
      case 'probe': {
        const found = await this.#probe(kept!, options.probe!);
        if (found !== undefined) return found;
        break;
      }
    }
    const open =
      kept === undefined || verdict === 'send' ? undefined : openCall(kept, this.#host.timeoutMs(this.#attempt), this.#host.beganAt);
    if (verdict !== 'repeat' && this.#isBeingUndone()) {
      if (this.#mayArrive(open)) throw this.#asUnknown(kept!, open);
      throw notSent(operation);
    }
    if (this.#host.isWithheld(this.#run, this.#attempt)) {
      // It did go out, before the connection was told to look only: whether it arrived can only be asked, or found out by a person.
      if (verdict === 'repeat' || this.#mayArrive(open)) throw unknownEffect(operation, kept!);
      return this.#withhold({ effectKey, ordinal, epoch }, operation, request, options);
    }
    return this.#send({ effectKey, ordinal, epoch }, operation, request, call, options, { isRepeat: verdict === 'repeat', open });
  }

  #mayArrive(open: OpenCall | undefined): open is OpenCall {
    return open !== undefined && Date.parse(this.#host.nowIso()) < open.untilMs;
  }

  /** STP-4: nothing of this write is applied yet, but an earlier call of it may still arrive: it is asked again when it cannot any more. */
  #asUnknown(row: EffectRow, { since, untilMs }: OpenCall, error?: StepError): ConflictError {
    const { effectKey, operation } = row;
    const settledAt = this.#host.nowIso();
    const state = 'unknown';
    const settled = { settledAt, openSince: since, ...(error === undefined ? {} : { error: error.toRunError() }) };
    this.#settle({ ...row, state, ...settled });
    this.#record('effect-unknown', effectKey, operation, (tx) => tx.settleEffect(effectKey, { state, ...settled }));
    return new ConflictError(`An earlier call of "${operation}" may still be under way.`, {
      code: 'earlier-call-open',
      help: 'The other system is asked again when it cannot arrive any more.',
      retryAfterMs: untilMs - Date.parse(settledAt),
      ...(error === undefined ? {} : { details: [{ message: error.message, code: error.options.code }], cause: error }),
    });
  }

  /** CMP-1: a step of a run that is being undone finds out what became of its writes, and makes none. */
  #isBeingUndone(): boolean {
    const { plan, state } = this.#run;
    const { index } = this.#attempt.node;
    return findUndoing(plan, state, index) !== undefined && !undoesAnything(plan, index);
  }

  /** STP-4: what the ledger kept decides, not what the step would send now. */
  async #probe<T extends Json>(kept: EffectRow, probe: NonNullable<WriteOptions<T>['probe']>): Promise<T | undefined> {
    const { effectKey, operation } = kept;
    const answer: ProbeAnswer<T> = await this.#call(effectKey, (exchange) =>
      probe(
        {
          request: kept.request,
          state: kept.state,
          intendedAt: kept.intendedAt,
          ...(kept.before === undefined ? {} : { before: kept.before }),
          ...(kept.error === undefined ? {} : { error: kept.error }),
        },
        exchange,
      ),
    );
    const { verdict } = answer;
    const settledAt = this.#host.nowIso();
    if (answer.verdict === 'confirmed') {
      this.#settle({ ...kept, state: 'confirmed', answer: answer.answer, settledAt });
      this.#record(
        'effect-probed',
        effectKey,
        operation,
        (tx) => tx.settleEffect(effectKey, { state: 'confirmed', answer: answer.answer, verdict, settledAt }),
        verdict,
      );
      return answer.answer;
    }
    if (answer.verdict === 'not-applied') {
      this.#settle({ ...kept, state: 'refused', settledAt });
      this.#record(
        'effect-probed',
        effectKey,
        operation,
        (tx) => tx.settleEffect(effectKey, { state: 'refused', verdict, settledAt }),
        verdict,
      );
      return undefined;
    }
    this.#record(
      'effect-probed',
      effectKey,
      operation,
      (tx) => tx.settleEffect(effectKey, { state: 'unknown', verdict, settledAt }),
      verdict,
    );
    throw new ConflictError(`Somebody else changed what "${operation}" is about.`, {
      code: 'changed-by-somebody-else',
      help: 'Look at both states, then mark the effect as confirmed, send it again as new, or set the run aside.',
      details: [answer.found],
    });
  }

  async #send<T extends Json>(
    place: WritePlace,
    operation: string,
    request: Json,
    call: (exchange: Exchange) => Promise<T>,
    options: WriteOptions<T>,
    { isRepeat, open }: { readonly isRepeat: boolean; readonly open: OpenCall | undefined },
  ): Promise<T> {
    const { environment } = this.#run.facts;
    const { effectKey } = place;
    const row = this.#intendedRow(place, operation, request, options);
    this.#settle(row);
    this.#record('effect-intended', effectKey, operation, (tx) => tx.intendEffect(withObject(row, options)));
    this.#attempt.sending.add(effectKey);
    // STP-3: on disk before the first byte leaves.
    await this.#host.flush(this.#run);
    if (this.#attempt.ended) throw new AttemptStopped();
    try {
      const answer = await this.#call(effectKey, call);
      this.#attempt.sending.delete(effectKey);
      const settledAt = this.#host.nowIso();
      const kept = this.#host.redact(environment, row.connection, answer);
      this.#settle(Object.assign({}, row, { state: 'confirmed' as const, answer, settledAt }));
      this.#record('effect-confirmed', effectKey, operation, (tx) =>
        tx.settleEffect(effectKey, { state: 'confirmed', answer: kept, settledAt }),
      );
      return answer;
    } catch (thrown) {
      if (this.#attempt.ended) throw thrown;
      this.#attempt.sending.delete(effectKey);
      const stepError = toStepError(thrown);
      // A repeat that did not get through says nothing of the call before it; only a judgement on the request does.
      const judged = (stepError.class === 'rejected' || stepError.class === 'invalid') && stepError.options.perhapsOurOwn !== true;
      const unknown = thrown !== stepError || stepError.maybeApplied || (isRepeat && !judged);
      if (!unknown && this.#mayArrive(open)) throw this.#asUnknown(row, open, stepError);
      const error = stepError.toRunError();
      const settledAt = this.#host.nowIso();
      const settled = unknown
        ? { state: 'unknown' as const, error, settledAt, openSince: row.intendedAt }
        : { state: 'refused' as const, error, settledAt };
      this.#settle({ ...row, ...settled });
      this.#record(unknown ? 'effect-unknown' : 'effect-refused', effectKey, operation, (tx) => tx.settleEffect(effectKey, settled));
      const isOurOwnPerhaps = isRepeat && stepError.options.perhapsOurOwn === true;
      if (unknown && (isOurOwnPerhaps || (options.probe === undefined && options.repeatable !== true)))
        throw unknownEffect(operation, { error }, isOurOwnPerhaps);
      throw thrown;
    }
  }

  #withhold<T extends Json>(place: WritePlace, operation: string, request: Json, options: WriteOptions<T>): never {
    const { effectKey } = place;
    const row = this.#intendedRow(place, operation, request, options);
    this.#run.hasWithheld = true;
    this.#record('effect-intended', effectKey, operation, (tx) => {
      tx.intendEffect(withObject(row, options));
      tx.settleEffect(effectKey, { state: 'withheld', settledAt: row.intendedAt });
    });
    throw new WriteWithheld({ withheld: true, operation, request: row.request });
  }

  #intendedRow<T extends Json>(
    { effectKey, ordinal, epoch }: WritePlace,
    operation: string,
    request: Json,
    options: WriteOptions<T>,
  ): EffectRow {
    const { facts } = this.#run;
    const connection = this.#connectionName();
    return {
      effectKey,
      runId: facts.runId,
      path: this.path,
      ordinal,
      epoch,
      kind: 'write',
      operation,
      connection,
      state: 'intended',
      request: this.#host.redact(facts.environment, connection, request),
      ...(options.before === undefined ? {} : { before: options.before }),
      intendedAt: this.#host.nowIso(),
      attempt: this.attempt,
    };
  }

  async #call<T>(effectKey: string, call: (exchange: Exchange) => Promise<T>): Promise<T> {
    const { facts } = this.#run;
    const { admission } = this.#attempt;
    const attempt = this.#attempt;
    const exchange: Exchange = {
      idempotencyKey: receiverKey(effectKey),
      correlationId: facts.correlationId,
      traceparent: traceparentOf(facts),
      stopSignal: attempt.stopSignal,
      // Its own, since connectors copy the exchange; made when somebody asks.
      get signal() {
        return attempt.signal;
      },
      attempt: attempt.number,
    };
    try {
      const answer = await call(exchange);
      this.#requireLive();
      admission?.succeeded();
      return answer;
    } catch (thrown) {
      this.#requireLive();
      const error: StepError = toStepError(thrown);
      if (error.class !== 'internal')
        admission?.failed(this.#host.cleanShown(facts.runId, error.toRunError() as unknown as Json) as unknown as RunError);
      throw thrown;
    }
  }

  /**
   * The row of a write: what is under way, or done, under the newest key that still counts; else the place for a new one. So a step
   * that is sent again, or whose message was edited, repeats only what was chosen or never got through.
   */
  #placeOf(ordinal: number): { readonly effectKey: string; readonly epoch: number; readonly kept: EffectRow | undefined } {
    const { facts, state } = this.#run;
    const details = findDetails(state, this.#attempt.node.index);
    const least = Math.max(details?.leastEpoch ?? 0, details?.again?.get(ordinal) ?? 0);
    const keyOf = (epoch: number) => writeKey(facts.originRunId, this.path, ordinal, epoch);
    let newest = Math.max(this.#epoch, least);
    // A retried run goes on with what its origin had reached; not every epoch of the step touched every write.
    if (facts.originRunId !== facts.runId)
      for (let epoch = newest + 1; epoch <= newest + MOST_GAP; epoch += 1) if (this.#findEffect(keyOf(epoch)) !== undefined) newest = epoch;
    for (let epoch = newest; epoch >= least; epoch -= 1) {
      const kept = this.#findEffect(keyOf(epoch));
      if (kept !== undefined && kept.state !== 'refused' && kept.state !== 'withheld') return { effectKey: keyOf(epoch), epoch, kept };
    }
    return { effectKey: keyOf(newest), epoch: newest, kept: this.#findEffect(keyOf(newest)) };
  }

  #findEffect(effectKey: string): EffectRow | undefined {
    const known = this.#run.effects.get(effectKey);
    if (known !== undefined || !this.#run.hasHistory) return known;
    return this.#host.findEffect(effectKey);
  }

  #settle(row: EffectRow): void {
    this.#run.effects.set(row.effectKey, row);
  }

  #record(
    type: 'effect-intended' | 'effect-confirmed' | 'effect-refused' | 'effect-unknown' | 'effect-probed' | 'exchange-read',
    effectKey: string,
    operation: string,
    change: Parameters<ActiveRun['changes']['push']>[0],
    verdict?: ProbeAnswer<Json>['verdict'],
  ): void {
    this.#requireLive();
    const event = { type, path: this.path, attempt: this.attempt, effectKey, operation };
    this.#host.record(this.#run, verdict === undefined ? event : { ...event, verdict }, change);
  }

  #connectionName(): string {
    return this.#attempt.admission?.called.connection ?? this.#attempt.node.node.connection ?? '';
  }

  #requireLive(): void {
    if (this.#attempt.ended || this.#run.dead) throw new AttemptStopped();
  }
}

/** Address of the step's next answer. */
export function callbackPlace(run: ActiveRun, attempt: Attempt): { readonly runId: string; readonly path: string; readonly nth: number } {
  return { runId: run.id, path: attempt.node.path, nth: findDetails(run.state, attempt.node.index)?.answered ?? 0 };
}

function withObject<T extends Json>(row: EffectRow, { object }: WriteOptions<T>) {
  return object === undefined ? row : { ...row, objectType: object.type, objectKey: object.key };
}

/** More times than a person sends one write again between two of another. */
const MOST_GAP = 8;

interface WritePlace {
  readonly effectKey: string;
  readonly ordinal: number;
  readonly epoch: number;
}

/** A call whose answer nobody heard, and until when it may still arrive. */
interface OpenCall {
  readonly since: string;
  readonly untilMs: number;
}

/**
 * As long again as it would have been waited for, from when nobody waited any more: whoever works on it by then has been given up by
 * everybody. For a call of an earlier life of this process that is, at the latest, when this one began.
 */
function openCall({ openSince, intendedAt }: EffectRow, timeoutMs: number, processBeganAt: number): OpenCall {
  const since = openSince ?? intendedAt;
  const madeAt = Date.parse(since);
  const leftAt = madeAt < processBeganAt ? Math.min(processBeganAt, madeAt + timeoutMs) : madeAt + timeoutMs;
  return { since, untilMs: leftAt + timeoutMs };
}

function notSent(operation: string): RejectedError {
  return new RejectedError(`"${operation}" was not sent: the run is being undone.`, { code: 'run-undone' });
}

function unknownEffect(operation: string, kept: { readonly error?: EffectRow['error'] }, isOurOwnPerhaps = false): ConflictError {
  const why = kept.error === undefined ? 'the process ended while it was under way' : kept.error.message;
  return new ConflictError(`It is not known whether "${operation}" was applied: ${why}`, {
    code: 'unknown-effect',
    help: isOurOwnPerhaps
      ? 'It was sent twice, and the second time refused as there already: perhaps what is there is ours. Look into the other system, then mark the effect as confirmed, or send it again as new if what is there is somebody else’s.'
      : 'Look into the other system, then mark the effect as confirmed or not applied, or send it again as new.',
  });
}
