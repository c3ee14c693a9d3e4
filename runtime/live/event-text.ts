/** Events as JSON text, made at most once per event and kind of reader, however many watch. */
import type { TraceEvent } from '#flows/trace.ts';

/** Fields that hold payloads: left out for readers without the right to them. */
const PAYLOAD_FIELDS = ['trigger', 'output', 'answer', 'body', 'data', 'seed'] as const;

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
    withoutPayload: () => (bare ??= JSON.stringify(withoutPayload(event))),
  };
}

/** The same event with its payload fields left out; `event-emitted` keeps type and subject. */
export function withoutPayload(event: TraceEvent): TraceEvent {
  const copy: Record<string, unknown> = { ...event };
  for (const field of PAYLOAD_FIELDS) delete copy[field];
  if (event.type === 'event-emitted') copy['event'] = { ...event.event, data: null };
  if (event.type === 'wait-started' && event.wait.kind === 'again') copy['wait'] = { ...event.wait, state: null };
  return copy as unknown as TraceEvent;
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
