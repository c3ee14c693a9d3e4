/** Customers who change their orders, at a chosen rate. */
import { Button, Group, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { actInSandbox, type TrafficStatus } from './sandbox-api.ts';
import { NEW_TRAFFIC, SHARES, type TrafficDraft, toTrafficBody } from './traffic-draft.ts';

export function TrafficPanel({ status }: { readonly status: TrafficStatus | undefined }) {
  const [draft, setDraft] = useState(NEW_TRAFFIC);
  const start = useMutation({ mutationFn: () => actInSandbox('POST', 'traffic', toTrafficBody(draft)) });
  const stop = useMutation({ mutationFn: () => actInSandbox('DELETE', 'traffic') });
  const isRunning = status?.running === true;
  const submit = useSubmit(() => start.mutateAsync());
  function field(name: keyof TrafficDraft, label: string, limits: { readonly min?: number; readonly max?: number; readonly w?: number }) {
    return (
      <NumberInput
        key={name}
        w={limits.w ?? 106}
        label={label}
        min={limits.min ?? 0}
        {...(limits.max === undefined ? {} : { max: limits.max })}
        {...(limits.max === 100 ? { suffix: ' %' } : {})}
        value={draft[name]}
        onChange={(value) => setDraft({ ...draft, [name]: typeof value === 'number' ? value : '' })}
      />
    );
  }
  return (
    <Stack gap="sm" component="section" aria-label={t('traffic.title', 'Traffic')}>
      <Title order={2}>{t('traffic.title', 'Traffic')}</Title>
      <TrafficLine status={status} />
      <form onSubmit={submit}>
        <Stack gap="xs">
          <Group gap="xs" align="flex-end">
            {field('ratePerSecond', t('traffic.rate', 'Changes a second'), { min: 0.1, max: 1_000, w: 130 })}
            {field('count', t('traffic.count', 'Changes'), { min: 1, max: 1_000_000 })}
            {field('orders', t('traffic.orders', 'Orders'), { min: 1, max: 60 })}
          </Group>
          <Group gap="xs" align="flex-end">
            {SHARES.map(({ name, label }) => field(name, label, { max: 100 }))}
          </Group>
          <Group gap="xs">
            <Button type="submit" disabled={isRunning || draft.ratePerSecond === ''} loading={start.isPending}>
              {t('traffic.start', 'Start')}
            </Button>
            <Button variant="default" disabled={!isRunning} loading={stop.isPending} onClick={() => stop.mutate()}>
              {t('traffic.stop', 'Stop')}
            </Button>
          </Group>
        </Stack>
      </form>
      {(start.error ?? stop.error) !== null && <ErrorPanel error={start.error ?? stop.error} />}
    </Stack>
  );
}

function TrafficLine({ status }: { readonly status: TrafficStatus | undefined }) {
  if (status?.startedAt === undefined)
    return (
      <Text size="sm" c="dimmed">
        {t('traffic.none', 'No customer changes an order now.')}
      </Text>
    );
  const { running, entered, duplicates, options, startedAt, problem } = status;
  return (
    <Text size="sm" role="status">
      {running ? t('traffic.running', 'Running') : t('traffic.over', 'Ended')}:{' '}
      <span className="number">
        {entered}
        {options?.count !== undefined && ` / ${options.count}`}
      </span>{' '}
      {t('traffic.entered', 'changes entered, {duplicates} sent twice', { duplicates })} · <RelativeTime at={startedAt} />
      {problem !== undefined && ` · ${problem}`}
    </Text>
  );
}
