/** What happened to one business object across all flows: its milestones and its runs. */
import { Badge, Group, TextInput, Timeline, Title } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { ObjectTimeline } from '#flows/api.ts';
import { apiPath } from '../server/api-client.ts';
import { useFlows, useResource } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useEnvironmentName } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { instantText } from '../ui/time-text.ts';
import { MilestoneLine } from './milestone-line.tsx';
import { RunTable } from './run-table.tsx';
import { useLiveRefresh } from './use-live-refresh.ts';

export function ObjectPage() {
  const { type = '', key = '' } = useParams({ strict: false });
  const environment = useEnvironmentName();
  useLiveRefresh(environment, ['objects']);
  const query = useResource<ObjectTimeline>(
    'objects',
    apiPath`/api/environments/${environment}/objects/${type}/${key}`,
    {},
    { enabled: environment !== '' },
  );
  return (
    <>
      <PageHeader
        title={`${type} ${key}`}
        about={t('object.about', 'in {environment}, across all flows', { environment })}
        actions={<OtherKey key={key} type={type} />}
      />
      <QueryView query={query}>{(timeline) => <ObjectTimelineView timeline={timeline} />}</QueryView>
    </>
  );
}

/** The way to the next order somebody asks about. */
function OtherKey({ type }: { readonly type: string }) {
  const [text, setText] = useState('');
  const navigate = useNavigate();
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (text.trim() !== '') void navigate({ to: '/objects/$type/$key', params: { type, key: text.trim() } });
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        aria-label={t('object.other', 'Another key')}
        placeholder={t('object.other', 'Another key')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}

function ObjectTimelineView({ timeline: { milestones, runs } }: { readonly timeline: ObjectTimeline }) {
  const flows = useFlows().data?.items ?? [];
  const nameOf = (flowId: string) => flows.find((flow) => flow.flowId === flowId)?.name ?? flowId;
  if (milestones.length === 0 && runs.length === 0)
    return (
      <EmptyState
        title={t('object.none', 'No flow has touched this object here')}
        why={t('object.none-why', 'Check the key with its leading zeros and the environment.')}
      />
    );
  return (
    <>
      {milestones.length > 0 && (
        <section aria-label={t('object.milestones', 'Milestones')}>
          <Group gap="xs" mb="xs">
            <Title order={2}>{t('object.milestones', 'Milestones')}</Title>
            <Badge color="gray" autoContrast className="state-badge">
              {milestones.length}
            </Badge>
          </Group>
          <Timeline bulletSize={14} lineWidth={2} active={milestones.length} mb="md">
            {milestones.map(({ milestone, at, runId }) => (
              <Timeline.Item key={`${at} ${milestone} ${runId}`} title={milestone}>
                <MilestoneLine at={instantText(at)} runId={runId} flow={flowOf(runs, runId, nameOf)} />
              </Timeline.Item>
            ))}
          </Timeline>
        </section>
      )}
      <Title order={2} mb="xs">
        {t('object.runs', 'Runs')}
      </Title>
      <RunTable runs={runs} nameOf={nameOf} />
    </>
  );
}

function flowOf(runs: ObjectTimeline['runs'], runId: string, nameOf: (flowId: string) => string): string {
  const run = runs.find((candidate) => candidate.runId === runId);
  return run === undefined ? runId : nameOf(run.flowId);
}
