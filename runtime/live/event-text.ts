/** Events as JSON text, made at most once per event and kind of reader, however many watch. */
import type { TraceEvent } from '#flows/trace.ts';

/** Fields that hold payloads: left out for readers without the right to them. */
const PAYLOAD_FIELDS: ReadonlySet<string> = new Set(['trigger', 'output', 'answer', 'body', 'data', 'seed']);

export interface EventText {
  readonly event: TraceEvent;
  readonly withPayload: () => string;
  readonly withoutPayload: () => string;
}

/** `body` is the event without its place in the journal, as JSON text, where the journal has made it already. */
export function createEventText(event: TraceEvent, body?: string): EventText {
  let full: string | undefined;
  let bare: string | undefined;
  return {
    event,
    withPayload: () => (full ??= body === undefined ? JSON.stringify(event) : withPlace(event, body)),
    withoutPayload: () =>
      (bare ??= body !== undefined && !hasPayload(event) ? withPlace(event, body) : JSON.stringify(withoutPayload(event))),
  };
}

/** The same event with its payload fields left out; `event-emitted` keeps type and subject. */
export function withoutPayload(event: TraceEvent): TraceEvent {
  const copy: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(event)) if (!PAYLOAD_FIELDS.has(field)) copy[field] = value;
  if (event.type === 'event-emitted') copy['event'] = { ...event.event, data: null };
  if (event.type === 'wait-started' && event.wait.kind === 'again') copy['wait'] = { ...event.wait, state: null };
  return copy as unknown as TraceEvent;
}

function hasPayload(event: TraceEvent): boolean {
  if (event.type === 'event-emitted' || event.type === 'wait-started') return true;
  for (const field in event) if (PAYLOAD_FIELDS.has(field)) return true;
  return false;
}

function withPlace(event: TraceEvent, body: string): string {
  return `{"seq":${event.seq},"runSeq":${event.runSeq},${ownerText(event)},${body.slice(1)}`;
}

/** Events of one run come one after another. */
let lastOwner = { runId: '', environment: '', flow: '', text: '' };

function ownerText({ runId, environment, flow }: TraceEvent): string {
  if (runId !== lastOwner.runId || flow !== lastOwner.flow || environment !== lastOwner.environment)
    lastOwner = { runId, environment, flow, text: JSON.stringify({ runId, environment, flow }).slice(1, -1) };
  return lastOwner.text;
}
