/** Events as JSON text, made at most once per kind of reader, however many watch. */
import type { TraceEvent, Wait } from '#flows/trace.ts';

/** Fields that hold payloads: left out for readers without the right to them. */
const PAYLOAD_FIELDS: ReadonlySet<string> = new Set(['trigger', 'output', 'answer', 'body', 'data', 'seed']);

/** Events of one run, one after another; as text without the brackets of a list. */
export interface EventText {
  readonly events: readonly [TraceEvent, ...TraceEvent[]];
  readonly last: TraceEvent;
  withPayload(): string;
  withoutPayload(): string;
}

/** `bodies`: the events without their place in the journal, as JSON text, where the journal has made it already. */
export function createEventText(events: readonly [TraceEvent, ...TraceEvent[]], bodies: readonly (string | undefined)[] = []): EventText {
  return new RunText(events, bodies);
}

/** Groups what a commit brought by run; in it, a run's events stand together. */
export function groupByRun(events: readonly TraceEvent[], bodies: readonly (string | undefined)[]): readonly EventText[] {
  const groups: EventText[] = [];
  for (let from = 0, to = 1; from < events.length; from = to, to += 1) {
    while (to < events.length && events[to]!.runId === events[from]!.runId) to += 1;
    groups.push(new RunText(events.slice(from, to) as unknown as [TraceEvent], bodies.slice(from, to)));
  }
  return groups;
}

/** The last frames of each kind: everybody who watches the same gets them in the same moment. */
const lastFrames = new Map<boolean, { readonly texts: readonly EventText[]; readonly bytes: Buffer }>();

/** All of them with commas between, encoded. */
export function encodeTexts(texts: readonly EventText[], payloads: boolean): Buffer {
  const last = lastFrames.get(payloads);
  if (last !== undefined && isSame(last.texts, texts)) return last.bytes;
  const bytes = Buffer.from(texts.map((text) => (payloads ? text.withPayload() : text.withoutPayload())).join(','));
  lastFrames.set(payloads, { texts, bytes });
  return bytes;
}

function isSame(some: readonly EventText[], others: readonly EventText[]): boolean {
  return some.length === others.length && some.every((text, index) => text === others[index]);
}

class RunText implements EventText {
  readonly events: readonly [TraceEvent, ...TraceEvent[]];
  readonly #bodies: readonly (string | undefined)[];
  #full: string | undefined;
  #bare: string | undefined;

  constructor(events: readonly [TraceEvent, ...TraceEvent[]], bodies: readonly (string | undefined)[]) {
    this.events = events;
    this.#bodies = bodies;
  }

  get last(): TraceEvent {
    return this.events[this.events.length - 1]!;
  }

  withPayload(): string {
    this.#full ??= this.#join(() => false);
    return this.#full;
  }

  withoutPayload(): string {
    this.#bare ??= this.#join(hasPayload);
    return this.#bare;
  }

  #join(isCut: (event: TraceEvent) => boolean): string {
    const { runId, environment, flow } = this.events[0];
    const owner = JSON.stringify({ runId, environment, flow }).slice(1, -1);
    let text = '';
    for (const [index, event] of this.events.entries()) {
      const body = this.#bodies[index];
      if (index > 0) text += ',';
      if (isCut(event)) text += JSON.stringify(withoutPayload(event));
      else if (body === undefined) text += JSON.stringify(event);
      else text += `{"seq":${event.seq},"runSeq":${event.runSeq},${owner},${body.slice(1)}`;
    }
    return text;
  }
}

function hasPayload(event: TraceEvent): boolean {
  if (event.type === 'event-emitted' || event.type === 'wait-started' || event.type === 'loop-started') return true;
  for (const field in event) if (PAYLOAD_FIELDS.has(field)) return true;
  return false;
}

/** The same event with its payload fields left out; `event-emitted` keeps type and subject, `loop-started` how many items there are. */
export function withoutPayload(event: TraceEvent): TraceEvent {
  const copy: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(event)) if (!PAYLOAD_FIELDS.has(field)) copy[field] = value;
  if (event.type === 'event-emitted') copy['event'] = { ...event.event, data: null };
  if (event.type === 'loop-started') copy['items'] = event.items.map(() => null);
  if (event.type === 'wait-started') copy['wait'] = waitWithoutPayload(event.wait);
  return copy as unknown as TraceEvent;
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
