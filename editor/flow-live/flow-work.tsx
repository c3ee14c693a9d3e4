/** What a flow keeps beside its runs: how far its work has come, and what it collects. Only there when it does either. */
import { Button, Code, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CollectedGroup, DeploymentView, WatermarkView } from '#flows/api/environments.ts';
import type { Page } from '#flows/api/page.ts';
import type { Json } from '#flows/json.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { PageLink } from '../ui/page-link.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { watermarkOf, watermarkText } from './watermark-text.ts';

export interface FlowWorkProps {
  readonly deployment: DeploymentView;
  readonly folder: string;
}

const WATCHED = { refetchInterval: 10_000 };
const MOST = 200;

export function FlowWork({ deployment: { environment, flowId }, folder }: FlowWorkProps) {
  const mayAct = useMay()('runs.act', { environment, folder });
  const place = apiPath`/api/environments/${environment}/deployments/${flowId}/watermarks`;
  const marks = useResource<Page<WatermarkView>>('watermarks', place, { limit: MOST }, WATCHED).data?.items ?? [];
  const groupsPlace = apiPath`/api/environments/${environment}/groups`;
  const groups = useResource<Page<CollectedGroup>>('groups', groupsPlace, { flow: flowId, limit: MOST }, WATCHED).data?.items ?? [];
  const [setting, setSetting] = useState<WatermarkView>();
  const [releasing, setReleasing] = useState<CollectedGroup>();
  if (marks.length === 0 && groups.length === 0) return null;
  return (
    <details className="flow-work">
      <summary>
        {[
          marks.length > 0 && t('work.marks', '{count, plural, one {# watermark} other {# watermarks}}', { count: marks.length }),
          groups.length > 0 && t('work.groups', '{count, plural, one {# group} other {# groups}} collected', { count: groups.length }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </summary>
      {marks.length > 0 && <Watermarks marks={marks} mayAct={mayAct} onSet={setSetting} />}
      {groups.length > 0 && <Groups groups={groups} mayAct={mayAct} onRelease={setReleasing} />}
      {setting !== undefined && <SetWatermark mark={setting} place={place} onClose={() => setSetting(undefined)} />}
      {releasing !== undefined && (
        <ReasonDialog
          title={t('work.release-title', 'Let "{key}" go on', { key: releasing.key })}
          effect={t('work.release-effect', 'The run that waits goes on now with {count, plural, one {# member} other {# members}}.', {
            count: releasing.members,
          })}
          confirmLabel={t('work.release', 'Go on now')}
          onConfirm={async (reason) => {
            await callApi('POST', apiPath`/api/environments/${environment}/groups/${releasing.groupId}/release`, { body: { reason } });
            await queryClient.invalidateQueries({ queryKey: ['groups'] });
          }}
          onClose={() => setReleasing(undefined)}
        />
      )}
    </details>
  );
}

interface WatermarksProps {
  readonly marks: readonly WatermarkView[];
  readonly mayAct: boolean;
  readonly onSet: (mark: WatermarkView) => void;
}

function Watermarks({ marks, mayAct, onSet }: WatermarksProps) {
  return (
    <Table aria-label={t('work.marks-table', 'How far the work has come')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('work.name', 'Watermark')}</Table.Th>
          <Table.Th>{t('work.key', 'For')}</Table.Th>
          <Table.Th>{t('work.value', 'Stands at')}</Table.Th>
          <Table.Th>{t('work.moved', 'Moved')}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {marks.map((mark) => (
          <Table.Tr key={`${mark.name} ${mark.key}`}>
            <Table.Td>{mark.name}</Table.Td>
            <Table.Td>{mark.key}</Table.Td>
            <Table.Td className="number">
              {mark.value === null ? t('work.nothing', 'nothing: the next run begins anew') : <Code>{watermarkText(mark.value)}</Code>}
            </Table.Td>
            <Table.Td>
              <Group gap="xs">
                <RelativeTime at={mark.at} />
                {mark.runId === undefined ? (
                  <Text size="sm">{t('work.set-by', 'by {by}: {reason}', { by: mark.set?.by ?? '', reason: mark.set?.reason ?? '' })}</Text>
                ) : (
                  <PageLink to={`/runs/${mark.runId}`}>{t('work.run', 'run')}</PageLink>
                )}
              </Group>
            </Table.Td>
            <Table.Td>
              {mayAct && (
                <Button variant="default" size="compact-xs" onClick={() => onSet(mark)}>
                  {t('work.set', 'Set …')}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface GroupsProps {
  readonly groups: readonly CollectedGroup[];
  readonly mayAct: boolean;
  readonly onRelease: (group: CollectedGroup) => void;
}

function Groups({ groups, mayAct, onRelease }: GroupsProps) {
  return (
    <Table aria-label={t('work.groups-table', 'What is collected and waits')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('work.together', 'Together by')}</Table.Th>
          <Table.Th>{t('work.members', 'Members')}</Table.Th>
          <Table.Th>{t('work.since', 'Since')}</Table.Th>
          <Table.Th>{t('work.due', 'Goes on')}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {groups.map((group) => (
          <Table.Tr key={group.groupId}>
            <Table.Td>
              <PageLink to={`/runs/${group.runId}`}>{group.key}</PageLink>
            </Table.Td>
            <Table.Td className="number">
              {group.expected === undefined
                ? group.members
                : t('work.members-of', '{count} of {expected}', { count: group.members, expected: group.expected })}
            </Table.Td>
            <Table.Td>
              <RelativeTime at={group.openedAt} />
            </Table.Td>
            <Table.Td>
              <RelativeTime at={group.dueAt} />
            </Table.Td>
            <Table.Td>
              {mayAct && (
                <Button variant="default" size="compact-xs" onClick={() => onRelease(group)}>
                  {t('work.release-open', 'Go on now …')}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function SetWatermark({ mark, place, onClose }: { readonly mark: WatermarkView; readonly place: string; readonly onClose: () => void }) {
  const [text, setText] = useState(mark.value === null ? '' : watermarkText(mark.value));
  const { name, key } = mark;
  return (
    <ReasonDialog
      title={t('work.set-title', 'Set the watermark {name} {key}', { name, key })}
      effect={t(
        'work.set-effect',
        'The next run goes on from there: what lies between is done again, or left out. Runs that have begun do not move it any more.',
      )}
      confirmLabel={t('work.set-do', 'Set it')}
      onConfirm={async (reason) => {
        const value: Json = watermarkOf(text, mark.value);
        await callApi('POST', place, { body: { name, key, value, reason } });
        await queryClient.invalidateQueries({ queryKey: ['watermarks'] });
      }}
      onClose={onClose}
    >
      <TextInput
        label={t('work.set-to', 'Stands at')}
        description={t('work.set-help', 'Empty: nothing, the next run begins anew.')}
        classNames={{ input: 'mono' }}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
    </ReasonDialog>
  );
}
