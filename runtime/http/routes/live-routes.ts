/** The live stream for who has no websocket: one topic as server-sent events. */
import type { LiveTopic } from '#flows/trace-protocol.ts';
import type { LiveServer } from '../../live/live-server.ts';
import { readTopic } from '../../live/topic.ts';
import { ApiError } from '../api-error.ts';
import type { Route } from '../route.ts';

export function liveRoutes(live: () => Pick<LiveServer, 'stream'>): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/live',
      summary:
        'The stream of the websocket /live as server-sent events: one topic (run; environment; environment and flow; environment and counters). Last-Event-ID takes it up again.',
      right: 'runs.read',
      query: {
        run: { description: 'Events of this run; the cursor is its runSeq.' },
        environment: { description: 'Events of this environment; the cursor is seq.' },
        flow: { description: 'Only of this flow, together with environment.' },
        counters: { description: 'Figures instead of events, together with environment.', pattern: 'true' },
        after: {
          description: 'Last cursor that is known; left out: a run from its first event, all else from now on.',
          pattern: '\\d{1,15}',
        },
      },
      answer: 'text/event-stream',
      handle({ caller, headers, query }) {
        const { after, counters, ...words } = query;
        const topic = readTopic({ ...words, ...(counters === undefined ? {} : { counters: true }) });
        if (topic === undefined || 'presence' in topic)
          throw new ApiError(
            400,
            'unknown-topic',
            'This is no topic.',
            'Give run, or environment, or environment and flow, or environment and counters=true.',
          );
        const cursor = headers['last-event-id'] ?? after;
        return { stream: (response) => live().stream(caller, headers, topic satisfies LiveTopic, readCursor(cursor), response) };
      },
    },
  ];
}

function readCursor(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
