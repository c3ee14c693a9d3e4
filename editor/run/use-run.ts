/** A run as it is now: its documents over HTTP once, its events over the live socket, its steps folded from them. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { EventsPage, RunView } from '#flows/api.ts';
import { applyToSteps, findNodeByPath, type StepViews } from '#flows/step-views.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import type { LiveStatus } from '../server/live-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useLive } from '../server/use-live.ts';

interface Watched {
  readonly events: readonly TraceEvent[];
  readonly steps: StepViews;
}

const NOTHING: Watched = { events: [], steps: new Map() };
/** Many events in a row ask for the run's new state once. */
const REFRESH_MS = 300;

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
  const [watched, setWatched] = useState(NOTHING);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const run = query.data;

  function take(events: readonly TraceEvent[]): void {
    setWatched((old) => append(old, events, run));
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

  const live: LiveStatus = useLive(
    run === undefined ? undefined : { run: runId },
    { onEvents: take, onGap: (from) => void readMissing(from - 1) },
    0,
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  const steps = useMemo(() => [...watched.steps.values()], [watched.steps]);
  return { query, run, events: watched.events, steps, live };
}

/** Events are taken once each, in order, however they came. */
export function append(old: Watched, events: readonly TraceEvent[], run: Pick<RunView, 'document' | 'called'> | undefined): Watched {
  const known = old.events.at(-1)?.runSeq ?? 0;
  const fresh = events.filter(({ runSeq }) => runSeq > known);
  if (fresh.length === 0 || run === undefined) return old;
  const findNode = (path: string) => findNodeByPath(run.document, run.called, path);
  let { steps } = old;
  for (const event of fresh) steps = applyToSteps(steps, event, findNode);
  return { events: [...old.events, ...fresh], steps };
}
