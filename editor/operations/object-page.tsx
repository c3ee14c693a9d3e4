/** Where an order stands and how it came there: every run about one business object, with what each has written into other systems. */
import { Text, TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { ObjectTimeline } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { EffectRow } from '#flows/trace.ts';
import { apiPath } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { spoken, spokenName, withAbbreviations } from '../spoken.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { useEnvironmentName } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime, useNow } from '../ui/relative-time.tsx';
import { SampleBadge } from '../ui/sample-badge.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText, instantText } from '../ui/time-text.ts';
import { changesIn, type StoryChapter, type StoryWrite, tellStory } from './object-story.ts';
import { RunReason } from './run-table.tsx';
import { useFlowWords } from './use-flow-words.ts';
import { useLiveRefresh } from './use-live-refresh.ts';
import './operations.css';

export function ObjectPage() {
  const { type = '', key = '' } = useParams({ strict: false });
  const environment = useEnvironmentName();
  useLiveRefresh(environment, ['objects']);
  const inEnvironment = { enabled: environment !== '' };
  const timeline = useResource<ObjectTimeline>(
    'objects',
    apiPath`/api/environments/${environment}/objects/${type}/${key}`,
    {},
    inEnvironment,
  );
  // Whoever may not see payloads sees the runs alone.
  const mayReadPayloads = useMay()('payloads.read', { environment });
  const effects = useResource<Page<EffectRow>>(
    'objects',
    apiPath`/api/environments/${environment}/effects`,
    { object: key },
    { enabled: environment !== '' && mayReadPayloads },
  );
  return (
    <>
      <PageHeader title={`${wordsOf(type)} ${key}`} actions={<OtherKey key={key} type={type} />} />
      <QueryView query={timeline}>
        {(found) =>
          found.runs.length === 0 ? (
            <EmptyState
              title={t('object.none', 'No flow has touched this object here')}
              why={t('object.none-why', 'Check the key with its leading zeros and the environment.')}
            />
          ) : (
            <ol className="story" aria-label={t('object.story', 'What happened, newest first')}>
              {tellStory(found, effects.data?.items ?? []).map((chapter) => (
                <Chapter key={chapter.run.runId} chapter={chapter} />
              ))}
            </ol>
          )
        }
      </QueryView>
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

function Chapter({ chapter: { run, writes, milestones } }: { readonly chapter: StoryChapter }) {
  const { nameOf } = useFlowWords();
  const now = useNow();
  const { lane, startedAt, endedAt } = run;
  return (
    <li>
      <div className="story-run">
        <StateBadge state={run.state} />
        <PageLink to={`/runs/${run.runId}`} fw={600}>
          {nameOf(run.flowId)}
          {lane?.sequence !== undefined && ` #${lane.sequence}`}
        </PageLink>
        {run.sample === true && <SampleBadge />}
        <Text size="sm" c="dimmed" className="number" title={instantText(startedAt)}>
          <RelativeTime at={startedAt} /> · {durationText((endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt))}
        </Text>
        <Text size="sm" fw={600}>
          {milestones.map(wordsOf).join(', ')}
        </Text>
        <div className="story-reason">
          <RunReason run={run} />
        </div>
      </div>
      {writes.map((write) => (
        <Write key={write.effectKey} write={write} />
      ))}
    </li>
  );
}

const MOST_CHANGES = 6;

function Write({ write }: { readonly write: StoryWrite }) {
  const changes = changesIn(write.detail?.answer);
  return (
    <div className="story-write">
      <StateBadge state={write.state} />
      <Text size="sm" fw={500}>
        {write.connection}
      </Text>
      <Text size="sm">
        {write.operation}
        {changes.slice(0, MOST_CHANGES).map(({ at, field, from, to }) => (
          <span key={`${at} ${field}`} className="story-change number">
            {at} {field} <del>{from}</del> → <ins>{to}</ins>
          </span>
        ))}
        {changes.length > MOST_CHANGES && (
          <span className="story-change">{t('object.more', 'and {count} more', { count: changes.length - MOST_CHANGES })}</span>
        )}
        {write.detail?.error !== undefined && <span className="story-change">{spoken(write.detail.error.message)}</span>}
      </Text>
    </div>
  );
}

/** `sales-order` → `Sales order`. */
function wordsOf(name: string): string {
  return withAbbreviations(spokenName(name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')));
}
