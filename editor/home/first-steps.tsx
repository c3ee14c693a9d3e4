/** The way to one's own flow, ticked off by what has really happened; gone when all is done. */
import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useConnections, useFlows, useRuns, useSession } from '../server/queries.ts';
import { t } from '../text.ts';
import type { PageSearch } from '../ui/search-text.ts';
import { stepsTaken } from './steps-taken.ts';

interface Step {
  readonly done: boolean;
  readonly to: string;
  readonly search?: PageSearch;
  readonly label: string;
}

export function FirstSteps({ environment }: { readonly environment: string }) {
  const flows = useFlows().data?.items;
  const runs = useRuns({ environment, sample: 'none', limit: 1 }).data?.items;
  const connections = useConnections(environment).data?.items;
  const userId = useSession().data?.user.userId;
  if (flows === undefined || runs === undefined) return null;
  const { drafted, published, promoted } = stepsTaken(flows, userId);
  const steps: readonly Step[] = [
    {
      done: (connections?.length ?? 0) > 0,
      to: '/connections',
      label: t('first.connect', 'Have a connection (the sandbox brings its own)'),
    },
    {
      done: runs.length > 0,
      to: '/sandbox',
      search: { tab: 'change' },
      label: t('first.run', 'Send an order change from the sandbox and watch its run'),
    },
    {
      done: drafted,
      to: '/flows',
      search: { new: '1' },
      label: t('first.draft', 'Begin a flow of your own, or a draft of an example'),
    },
    {
      done: published,
      to: '/flows',
      label: t('first.publish', 'Publish a draft as a new version'),
    },
    {
      done: promoted,
      to: '/deployments',
      label: t('first.promote', 'Deploy a version to the next environment'),
    },
  ];
  if (steps.every(({ done }) => done)) return null;
  return (
    <Paper withBorder p="sm">
      <Title order={2} mb="xs">
        {t('first.title', 'First steps')}
      </Title>
      {steps.map(({ done, to, search = {}, label }: Step) => (
        <Group key={label} gap="xs" mih={24}>
          {done ? (
            <IconCircleCheck size={16} aria-label={t('first.done', 'done')} />
          ) : (
            <IconCircleDashed size={16} aria-label={t('first.open', 'to do')} />
          )}
          {done ? (
            <Text size="sm" c="dimmed">
              {label}
            </Text>
          ) : (
            <Anchor component={Link} to={to} search={search as never} size="sm">
              {label}
            </Anchor>
          )}
        </Group>
      ))}
    </Paper>
  );
}
