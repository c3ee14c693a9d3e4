/** A run as it is now: its documents and state over HTTP, its events over the live socket. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { EventsPage, RunView } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { applyToSteps, findNodeByPath, foldSteps, type StepViews } from '#flows/step-views.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import type { LiveStatus } from '../server/live-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useLive } from '../server/use-live.ts';

/** So many at once are folded from the start, which copies nothing. */
const MANY = 50;
/** Many events in a row ask for the run's new state once. */
const REFRESH_MS = 300;
const POLL_MS = 3_000;

export function runPath(runId: string): string {
  return apiPath`/api/runs/${runId}`;
}

/** State and possible actions are the server's to say; asked again after events. */
export function refreshRun(runId: string): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => queryKey[0] === 'run' && String(queryKey[1]).startsWith(runPath(runId)),
  });
}

export function useRun(runId: string) {
  const query = useResource<RunView>('run', runPath(runId));
  const [events, setEvents] = useState<readonly TraceEvent[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function take(fresh: readonly TraceEvent[]): void {
    setEvents((old) => append(old, fresh));
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      refreshRun(runId);
    }, REFRESH_MS);
  }

  async function readMissing(after: number): Promise<void> {
    const page = await callApi<EventsPage>('GET', `${runPath(runId)}/events`, { query: { after } });
    take(page.events);
    if (page.next !== undefined) await readMissing(page.next);
  }

  const live: LiveStatus = useLive({ run: runId }, { onEvents: take, onGap: (from) => void readMissing(from - 1) }, 0);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Where no socket comes through, the same events are read over HTTP.
  const last = useRef(0);
  last.current = events.at(-1)?.runSeq ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read follows from the cursor alone
  useEffect(() => {
    if (live !== 'broken') return;
    const poll = setInterval(() => void readMissing(last.current).catch(() => {}), POLL_MS);
    return () => clearInterval(poll);
  }, [live]);
  return { query, events, live };
}

/** All events of a run as they are now, over HTTP. */
export function useRunEvents(runId: string) {
  const path = `${runPath(runId)}/events`;
  return useQuery({
    queryKey: ['run', path],
    async queryFn({ signal }) {
      const events: TraceEvent[] = [];
      for (let after: number | undefined = 0; after !== undefined; ) {
        const page: EventsPage = await callApi('GET', path, { query: { after }, signal });
        events.push(...page.events);
        after = page.next;
      }
      return events;
    },
    staleTime: 0,
  });
}

/** The run's steps as of the last of the events. What was folded before is not folded again. */
export function useFoldedSteps(events: readonly TraceEvent[], { document, called }: Pick<RunView, 'document' | 'called'>): StepViews {
  const known = useRef<{ readonly document: FlowDocument; readonly events: readonly TraceEvent[]; readonly steps: StepViews }>(undefined);
  return useMemo(() => {
    const findNode = (path: string) => findNodeByPath(document, called, path);
    const before = known.current;
    const last = before?.events.at(-1);
    const goesOn =
      before !== undefined && before.document === document && (last === undefined || events[before.events.length - 1] === last);
    let steps: StepViews = goesOn ? before.steps : new Map();
    const fresh = goesOn ? events.slice(before.events.length) : events;
    if (fresh.length > MANY) steps = foldSteps(events, findNode);
    else for (const event of fresh) steps = applyToSteps(steps, event, findNode);
    known.current = { document, events, steps };
    return steps;
  }, [events, document, called]);
}

/** Events are taken once each, in order, however they came. */
export function append(old: readonly TraceEvent[], events: readonly TraceEvent[]): readonly TraceEvent[] {
  const known = old.at(-1)?.runSeq ?? 0;
  const fresh = events.filter(({ runSeq }) => runSeq > known);
  return fresh.length === 0 ? old : [...old, ...fresh];
}
