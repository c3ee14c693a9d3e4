/** Events as JSON text, made at most once per kind of reader, however many watch. */
import type { TraceBody, TraceEvent, Wait } from '#flows/trace.ts';
import { errorWithoutDetails } from '../runs/error-details.ts';
import type { AppendedEvents } from '../store/appended-events.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import { eventToJson, quote } from '../store/event-json.ts';

/** Fields that hold payloads: left out for readers without the right to them. */
const PAYLOAD_FIELDS: ReadonlySet<string> = new Set(['trigger', 'output', 'answer', 'body', 'data', 'seed']);

/** Where an event stands in the journal. */
export type EventPlace = Pick<TraceEvent, 'seq' | 'runSeq'>;

/** Events of one run, one after another; as text an `EventsOfRun`. */
export interface EventText {
  readonly runId: string;
  readonly environment: string;
  readonly flow: string;
  readonly first: EventPlace;
  readonly last: EventPlace;
  withPayload(): string;
  withoutPayload(): string;
  /** The same, each event for itself. */
  split(): readonly EventText[];
}

export function createEventText(appended: AppendedEvents): EventText {
  return new RunText(appended);
}

/** One that was read from the journal. */
export function eventToText({ seq, runSeq, runId, environment, flow, ...body }: TraceEvent): EventText {
  return new RunText({ runId, environment, flow, firstSeq: seq, firstRunSeq: runSeq, bodies: [body as TimedBody], texts: [undefined] });
}

class RunText implements EventText {
  readonly #appended: AppendedEvents;
  #full: string | undefined;
  #bare: string | undefined;

  constructor(appended: AppendedEvents) {
    this.#appended = appended;
  }

  get runId(): string {
    return this.#appended.runId;
  }
  get environment(): string {
    return this.#appended.environment;
  }
  get flow(): string {
    return this.#appended.flow;
  }
  get first(): EventPlace {
    return { seq: this.#appended.firstSeq, runSeq: this.#appended.firstRunSeq };
  }
  get last(): EventPlace {
    const { firstSeq, firstRunSeq, bodies } = this.#appended;
    return { seq: firstSeq + bodies.length - 1, runSeq: firstRunSeq + bodies.length - 1 };
  }

  withPayload(): string {
    this.#full ??= this.#join(() => false);
    return this.#full;
  }

  withoutPayload(): string {
    this.#bare ??= this.#join(hasPayload);
    return this.#bare;
  }

  split(): readonly EventText[] {
    const { firstSeq, firstRunSeq, bodies, texts } = this.#appended;
    return bodies.map((body, index) => {
      const one = { firstSeq: firstSeq + index, firstRunSeq: firstRunSeq + index, bodies: [body], texts: [texts[index]] };
      return new RunText({ ...this.#appended, ...one });
    });
  }

  #join(isCut: (body: TraceBody) => boolean): string {
    const { runId, environment, flow, firstSeq, firstRunSeq, bodies, texts } = this.#appended;
    const pieces: string[] = [];
    for (let index = 0; index < bodies.length; index += 1) {
      const body = bodies[index]!;
      pieces.push(isCut(body) ? textWithoutPayload(body) : (texts[index] ?? eventToJson(body)));
    }
    const owner = `{"runId":${JSON.stringify(runId)},"environment":${quote(environment)},"flow":${quote(flow)},"seq":${firstSeq},"runSeq":${firstRunSeq}`;
    pieces[0] = `${owner},"events":[${pieces[0]}`;
    // In one piece: a text that is put together with `+` keeps all its parts until it leaves.
    return `${pieces.join(',')}]}`;
  }
}

/** `JSON.stringify(withoutPayload(body))`; what each run has several times is put together without making the event anew. */
function textWithoutPayload(body: TimedBody): string {
  if (body.type === 'step-completed') {
    const { path, attempt, port, durationMs, at } = body;
    return `{"type":"step-completed","path":${quote(path)},"attempt":${attempt},"port":${quote(port)},"durationMs":${durationMs},"at":"${at}"}`;
  }
  if (body.type === 'run-completed') return `{"type":"run-completed","at":"${body.at}"}`;
  return JSON.stringify(withoutPayload(body));
}

function hasPayload(body: TraceBody): boolean {
  switch (body.type) {
    case 'run-started':
    case 'step-started':
    case 'effect-intended':
    case 'effect-confirmed':
      return false;
    case 'step-completed':
    case 'run-accepted':
      return true;
  }
  if (body.type === 'event-emitted' || body.type === 'wait-started' || body.type === 'loop-started') return true;
  if ('error' in body && body.error.details !== undefined) return true;
  if ('cause' in body && body.cause.details !== undefined) return true;
  for (const field in body) if (PAYLOAD_FIELDS.has(field)) return true;
  return false;
}

/** The same event with its payload fields left out; `event-emitted` keeps type and subject, `loop-started` how many items there are, errors their code and sentence. */
export function withoutPayload<Event extends TraceBody>(event: Event): Event {
  const copy: Record<string, unknown> = {};
  for (const field in event) if (!PAYLOAD_FIELDS.has(field)) copy[field] = event[field];
  if (event.type === 'event-emitted') copy['event'] = { ...event.event, data: null };
  if (event.type === 'loop-started') copy['items'] = event.items.map(() => null);
  if (event.type === 'wait-started') copy['wait'] = waitWithoutPayload(event.wait);
  if ('error' in event) copy['error'] = errorWithoutDetails(event.error);
  if ('cause' in event) copy['cause'] = errorWithoutDetails(event.cause);
  return copy as unknown as Event;
}

function waitWithoutPayload(wait: Wait): Wait {
  if (wait.kind === 'again') return { ...wait, state: null };
  if (wait.kind === 'callback') return without(wait, 'state');
  return wait.kind === 'approval' ? without(wait, 'detail') : wait;
}

function without<T extends object, K extends keyof T>(value: T, name: K): Omit<T, K> {
  const { [name]: _left, ...rest } = value;
  return rest;
}
