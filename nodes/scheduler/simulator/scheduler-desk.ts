/** What all requests share: the one state, the machines as they are now, the record, and messages to those who listen. */
import type { Json } from '#flows/json.ts';
import { contentHash } from '../../sandbox/content-hash.ts';
import { createLandscape } from '../../sandbox/landscape.ts';
import type { FaultKind, RecordDraft, SimulatorHost, SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';
import type { ChangedCommitment, CommitmentMessage, PlanAnswer } from '../contract.ts';
import { createFactory, type Factory, withDowntimes } from './factory.ts';
import { problem } from './http-answers.ts';
import { type BodyFault, readRequestBody, type SchemaName } from './request-bodies.ts';
import { type SchedulerState, seededState } from './scheduler-state.ts';
import { type GoneSupplies, withoutGone } from './shipped-goods.ts';

/** How long an address that answers 404 is still tried: it may not be known there yet. */
const UNKNOWN_ADDRESS_MS = 60_000;
const CALLBACK_EXPIRES_MS = 86_400_000;

/** A write as it goes into the record. */
export interface WriteEntry {
  readonly operation: 'upsert-demand' | 'report-shipment' | 'request-plan' | 'release-plan' | 'add-downtime' | 'remove-downtime';
  readonly object: 'demand' | 'plan' | 'resource';
  readonly key: string;
  readonly sequence?: number;
}

export class SchedulerDesk {
  readonly host: SimulatorHost;
  #machinesAtWork: Factory;
  #factory: Factory;
  #state: SchedulerState;

  constructor(host: SimulatorHost) {
    this.host = host;
    const landscape = createLandscape(host.seed, host.landscapeDay);
    this.#machinesAtWork = createFactory(landscape);
    this.#factory = this.#machinesAtWork;
    this.#state = seededState(landscape, this.#factory);
  }

  get state(): SchedulerState {
    return this.#state;
  }

  get factory(): Factory {
    return this.#factory;
  }

  set state(state: SchedulerState) {
    const isSame = state.downtimes === this.#state.downtimes && state.gone === this.#state.gone;
    if (!isSame) this.#factory = this.factoryWith(state.downtimes, state.gone);
    this.#state = state;
  }

  factoryWith(downtimes: SchedulerState['downtimes'], gone: GoneSupplies = {}): Factory {
    return withoutGone(withDowntimes(this.#machinesAtWork, Object.values(downtimes)), gone);
  }

  reset(): void {
    const landscape = createLandscape(this.host.seed, this.host.landscapeDay);
    this.#machinesAtWork = createFactory(landscape);
    this.#factory = this.#machinesAtWork;
    this.#state = seededState(landscape, this.#factory);
  }

  record(request: SimulatorRequest, entry: WriteEntry, content: Json, outcome: Pick<RecordDraft, 'applied' | 'refusal' | 'detail'>): void {
    const idempotencyKey = request.headers['idempotency-key'];
    this.host.record({
      ...entry,
      hash: contentHash(content),
      ...outcome,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
  }

  /** Recorded, then refused. */
  refuse(
    request: SimulatorRequest,
    entry: WriteEntry,
    content: Json,
    refusal: { readonly status: number; readonly code: string; readonly detail: string; readonly more?: { readonly [name: string]: Json } },
  ): SimulatorResponse {
    this.record(request, entry, content, { applied: false, refusal: refusal.detail });
    return problem(refusal.status, refusal.code, refusal.detail, refusal.more ?? {});
  }

  /** A body of a write after the contract, or the recorded refusal. Acts out the faults that strike writes. */
  readWrite(
    request: SimulatorRequest,
    schema: SchemaName,
    entry: WriteEntry,
    keys: readonly string[] = [entry.key],
  ): { readonly value: Json } | { readonly refusal: SimulatorResponse } {
    const reading = readRequestBody(request, schema);
    const raw = reading.ok ? reading.value : request.body.toString('utf8').slice(0, 2_000);
    if (!reading.ok) return { refusal: this.refuseBody(request, entry, raw, reading.code, reading.faults) };
    if (this.#takeFault('lock', entry.operation, keys)) {
      const lock =
        entry.object === 'demand'
          ? { code: 'demand-locked', detail: `Planner HEIDRICH works on demand ${entry.key}.` }
          : { code: 'plan-locked', detail: 'Planner HEIDRICH holds the plan.' };
      return { refusal: this.refuse(request, entry, raw, { status: 423, ...lock }) };
    }
    if (this.#takeFault('schema-change', entry.operation, keys)) {
      const faults = [{ path: '', message: 'The body must have required property "planningArea".' }];
      return { refusal: this.refuseBody(request, entry, raw, 'invalid-body', faults) };
    }
    return { value: reading.value };
  }

  refuseBody(request: SimulatorRequest, entry: WriteEntry, raw: Json, code: string, faults: readonly BodyFault[]): SimulatorResponse {
    const detail = faults.map(({ message }) => message).join(' ');
    const errors = faults.map(({ path, message }) => ({ path, message }));
    return this.refuse(request, entry, raw, { status: 400, code, detail, more: { errors } });
  }

  #takeFault(kind: FaultKind, operation: string, keys: readonly string[]): boolean {
    return this.host.takeFault(kind, operation, keys) !== undefined;
  }

  /** Each changed commitment to whoever listens, in one message. */
  publish(planVersion: number, commitments: readonly ChangedCommitment[]): void {
    if (commitments.length === 0) return;
    const message: CommitmentMessage = { type: 'commitments-changed', planVersion, at: this.nowIso(), commitments };
    this.host.deliver({
      topic: 'scheduler-callback',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      key: commitments[0]!.demandId,
      accepted: isTaken,
    });
  }

  callBack(url: string, answer: PlanAnswer): void {
    const { host } = this;
    const finishedAt = host.now();
    host.deliver({
      topic: 'scheduler-callback',
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answer),
      key: answer.planId,
      // Whoever asked has polled meanwhile and forgotten the address.
      accepted: (status) => isTaken(status) || status === 410 || (status === 404 && host.now() - finishedAt > UNKNOWN_ADDRESS_MS),
      expiresAfterMs: CALLBACK_EXPIRES_MS,
    });
  }

  nowIso(): string {
    return new Date(this.host.now()).toISOString();
  }
}

const isTaken = (status: number): boolean => status >= 200 && status < 300;
