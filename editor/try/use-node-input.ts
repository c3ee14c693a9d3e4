/** Where the input of a tried node comes from: a run, a sample, the last try, the schemas; and what somebody wrote over it. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { SampleView } from '#flows/api/flow-tests.ts';
import type { Page } from '#flows/api/page.ts';
import type { EventsPage, RunSummary, RunView } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { withStandIns } from '#flows/sealed-token.ts';
import type { TraceEvent } from '#flows/trace.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useEnvironments, useResource } from '../server/queries.ts';
import { t } from '../text.ts';
import { useEnvironmentName } from '../ui/page-search.ts';
import { instantText } from '../ui/time-text.ts';
import { inputOfRun, inputOfTry, madeUpInput, type NodeInput } from './node-input.ts';
import type { DraftTry } from './use-try.ts';

const MOST_RUNS = 10;

export interface InputSource {
  readonly value: string;
  readonly label: string;
}

export interface ChosenInput {
  readonly sources: readonly InputSource[];
  readonly source: string;
  choose(source: string): void;
  /** Undefined while it is read. */
  readonly input: NodeInput | undefined;
  readonly error: unknown;
}

/** Without a choice: the newest run, so that what happened last is one click away; before there is one, the first sample. */
export function useNodeInput(flow: FlowDocument, nodeId: string, manifests: Manifests, { tried, pins }: DraftTry): ChosenInput {
  const environments = useEnvironments();
  const environment = useEnvironmentName();
  const runs = useResource<Page<RunSummary>>(
    'runs',
    '/api/runs',
    { flow: flow.id, environment, limit: MOST_RUNS },
    { enabled: environment !== '' },
  );
  const samples = useResource<Page<SampleView>>('samples', apiPath`/api/flows/${flow.id}/samples`);
  const [chosen, setChosen] = useState<string>();
  const newest = runs.data?.items[0];
  const wanted = chosen ?? (tried !== undefined ? 'tried' : newest !== undefined ? `run ${newest.runId}` : withoutRuns());
  function withoutRuns(): string {
    // What is not asked at all, as runs of no environment, is not waited for.
    if (environments.isLoading || runs.isLoading || samples.isLoading) return '';
    const sample = samples.data?.items.find(({ nodeId: pinned }) => pinned === undefined);
    return sample === undefined ? 'made-up' : `sample ${sample.sampleId}`;
  }
  const [of, runId = ''] = wanted.split(' ');
  const recorded = useQuery({
    queryKey: ['run', 'input', runId],
    queryFn: () => readRun(runId),
    enabled: of === 'run',
    staleTime: Number.POSITIVE_INFINITY,
  });
  // A run that nobody chose and that cannot be read keeps nobody from trying.
  const source = chosen === undefined && of === 'run' && recorded.isError ? withoutRuns() : wanted;
  const [kind, id = ''] = source.split(' ');

  const input = useMemo((): NodeInput | undefined => {
    switch (kind) {
      case 'run':
        return recorded.data === undefined ? undefined : inputOfRun(flow, nodeId, recorded.data.body, recorded.data.events);
      case 'sample': {
        const sample = samples.data?.items.find(({ sampleId }) => sampleId === id);
        return sample && { ...madeUpInput(flow, nodeId, manifests, pins), input: withStandIns(sample.payload) };
      }
      case 'tried':
        return tried && inputOfTry(flow, nodeId, tried.report.input, tried.report.steps);
      case 'made-up':
        return madeUpInput(flow, nodeId, manifests, pins);
      default:
        return undefined;
    }
  }, [kind, id, recorded.data, samples.data, tried, flow, nodeId, manifests, pins]);

  return {
    source,
    choose: setChosen,
    input,
    error: of === 'run' ? recorded.error : null,
    sources: [
      ...(tried === undefined ? [] : [{ value: 'tried', label: t('try.from-try', 'The last try') }]),
      ...(runs.data?.items ?? []).map(({ runId, startedAt, keys }) => ({
        value: `run ${runId}`,
        label: t('try.from-run', 'Run of {at} {keys}', { at: instantText(startedAt), keys: Object.values(keys).join(' ') }),
      })),
      ...(samples.data?.items ?? [])
        .filter(({ nodeId: pinned }) => pinned === undefined)
        .map(({ sampleId, name }) => ({ value: `sample ${sampleId}`, label: t('try.from-sample', 'Sample: {name}', { name }) })),
      { value: 'made-up', label: t('try.made-up', 'Made up from the schemas, and pins') },
    ],
  };
}

async function readRun(runId: string): Promise<{ readonly body: Json | undefined; readonly events: readonly TraceEvent[] }> {
  const { trigger } = await callApi<RunView>('GET', apiPath`/api/runs/${runId}`);
  const events: TraceEvent[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: EventsPage = await callApi('GET', apiPath`/api/runs/${runId}/events`, { query: { after } });
    events.push(...page.events);
    after = page.next;
  }
  return { body: (trigger as JsonObject | undefined)?.['body'], events };
}
