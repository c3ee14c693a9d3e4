/** What one turn of the loop brought, sorted out once for all who watch the same: ten watchers cost little more than one. */
import type { LiveTopic } from '#flows/trace-protocol.ts';
import type { EventText } from './event-text.ts';
import { belongsTo, cursorOf } from './topic.ts';

/** What of it belongs to a topic. */
export interface TopicBatch {
  readonly texts: readonly EventText[];
  /** Cursors of its first and its last event. */
  readonly first: number;
  readonly last: number;
  /** All texts as one, with the commas between. */
  withPayload(): string;
  withoutPayload(): string;
}

export interface EventBatch {
  /** Undefined: nothing. `key` is that of the topic: the same for the same, whoever asks. */
  of(topic: LiveTopic, key: string): TopicBatch | undefined;
}

export function keyOf(topic: LiveTopic): string {
  return JSON.stringify(Object.entries(topic).sort());
}

export function createEventBatch(texts: readonly EventText[]): EventBatch {
  const known = new Map<string, TopicBatch | undefined>();
  return {
    of(topic, key) {
      if (known.has(key)) return known.get(key);
      const batch = select(topic, texts);
      known.set(key, batch);
      return batch;
    },
  };
}

function select(topic: LiveTopic, all: readonly EventText[]): TopicBatch | undefined {
  const texts = all.filter((text) => belongsTo(topic, text));
  const [first, last] = [texts[0], texts.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  let full: string | undefined;
  let bare: string | undefined;
  return {
    texts,
    first: cursorOf(topic, first.first),
    last: cursorOf(topic, last.last),
    withPayload: () => (full ??= texts.map((text) => text.withPayload()).join(',')),
    withoutPayload: () => (bare ??= texts.map((text) => text.withoutPayload()).join(',')),
  };
}
