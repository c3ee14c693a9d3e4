/** What watchers catch up on: the journal, read by topic, and the figures as they stand. */
import type { EventReads } from '../store/events-after.ts';
import type { CounterBook } from './counters.ts';
import type { LiveHistory } from './live-socket.ts';

export interface LiveHistoryParts {
  readonly events: EventReads;
  readonly lastSeq: () => number;
  readonly counters: Pick<CounterBook, 'read'>;
}

export function createLiveHistory({ events, lastSeq, counters }: LiveHistoryParts): LiveHistory {
  return {
    readAfter(topic, after, limit) {
      if ('run' in topic) return events.readRunEventsAfter(topic.run, after, limit);
      if (!('environment' in topic) || 'counters' in topic) return [];
      const { environment } = topic;
      return events.readEventsAfter({ environment, ...('flow' in topic ? { flow: topic.flow } : {}) }, after, limit);
    },
    lastSeq,
    // A run that was removed has no topic any more; what is there is there whole.
    removedUpTo: (topic) => ('run' in topic ? 0 : events.removedUpTo()),
    counters: (environment, all, since) => counters.read(environment, all, since),
  };
}
