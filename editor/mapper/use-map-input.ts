/** What the map is tried with, as it was chosen: a sample of the flow, a run, or values made up from the types. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SampleView } from '#flows/api/flow-tests.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunView, StepDetail } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { FlowTyping } from '#flows/typing/flow-typing.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource, useRuns } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { instantText } from '../ui/time-text.ts';
import { inputOf, type MapSample, samplesOf, triggerOfRun } from './samples.ts';

export interface SampleChoice {
  readonly value: string;
  readonly label: string;
}

export interface MapInput {
  readonly choices: readonly SampleChoice[];
  readonly chosen: string;
  readonly input: JsonObject;
}

const MADE_UP = 'types';
const MOST_STEPS = 40;

export function useMapInput(
  flow: FlowDocument,
  nodeId: string,
  typing: FlowTyping,
  wanted: string | undefined,
  environment: string,
): MapInput {
  const mayRead = useMay()('payloads.read', { folder: flow.owner });
  const { data: kept } = useResource<Page<SampleView>>('samples', apiPath`/api/flows/${flow.id}/samples`, {}, { enabled: mayRead });
  const runs = useRuns({ flow: flow.id, environment, limit: 10 }).data?.items;
  const samples = useMemo(() => samplesOf(kept?.items ?? [], flow), [kept, flow]);
  const choices = useMemo(
    () => [
      ...samples.map(({ id, name }) => ({ value: `sample-${id}`, label: t('mapper.sample', 'Sample: {name}', { name }) })),
      ...(mayRead ? (runs ?? []).filter(({ sample }) => sample !== true) : []).map(({ runId, startedAt, keys }) => ({
        value: `run-${runId}`,
        label: t('mapper.run', 'Run: {what}', { what: Object.values(keys)[0] ?? instantText(startedAt) }),
      })),
      { value: MADE_UP, label: t('mapper.made-up', 'Made up from the types') },
    ],
    [samples, mayRead, runs],
  );
  const chosen =
    wanted !== undefined && (choices.some(({ value }) => value === wanted) || wanted.startsWith('run-')) ? wanted : choices[0]!.value;
  const runId = chosen.startsWith('run-') ? chosen.slice(4) : undefined;
  const run = useRunSample(runId, flow);
  const sample: MapSample = samples.find(({ id }) => chosen === `sample-${id}`)?.sample ?? run ?? NOTHING;
  const input = useMemo(() => inputOf(typing, nodeId, sample), [typing, nodeId, sample]);
  return { choices, chosen, input };
}

const NOTHING: MapSample = {};

function useRunSample(runId: string | undefined, flow: FlowDocument): MapSample | undefined {
  return useQuery({
    queryKey: ['run', 'sample', runId],
    async queryFn({ signal }): Promise<MapSample> {
      const path = apiPath`/api/runs/${runId!}`;
      const view = await callApi<RunView>('GET', path, { signal });
      const done = view.steps.filter(({ path: step, nodeId }) => step === nodeId && flow.nodes[nodeId] !== undefined).slice(0, MOST_STEPS);
      const outputs = await Promise.all(
        done.map(async ({ nodeId }): Promise<readonly (readonly [string, Json])[]> => {
          const { output } = await callApi<StepDetail>('GET', `${path}/steps${apiPath`/${nodeId}`}`, { signal });
          return output === undefined ? [] : [[nodeId, output]];
        }),
      );
      const trigger = triggerOfRun(view.trigger);
      return { ...(trigger === undefined ? {} : { trigger }), steps: Object.fromEntries(outputs.flat()) };
    },
    enabled: runId !== undefined,
    staleTime: 60_000,
  }).data;
}
