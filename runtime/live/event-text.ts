/** Events as JSON text, made at most once per event and kind of reader, however many watch. */
import type { TraceEvent } from '#flows/trace.ts';

/** Fields that hold payloads: left out for readers without the right to them. */
const PAYLOAD_FIELDS = ['trigger', 'output', 'answer', 'body', 'data', 'seed'] as const;

export interface EventText {
  readonly event: TraceEvent;
  readonly withPayload: () => string;
  readonly withoutPayload: () => string;
}

export function createEventText(event: TraceEvent): EventText {
  let full: string | undefined;
  let bare: string | undefined;
  return {
    event,
    withPayload: () => (full ??= JSON.stringify(event)),
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
