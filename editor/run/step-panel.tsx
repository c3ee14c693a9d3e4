/** One step from near: what it is configured to do, what came out, and every request and answer with the other system. */
import { ActionIcon, Button, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { StepDetail } from '#flows/api.ts';
import type { EffectRow } from '#flows/trace.ts';
import { useResource } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText } from '../ui/time-text.ts';
import { RunErrorPanel } from './run-error-panel.tsx';
import { runPath } from './use-run.ts';

export interface StepPanelProps {
  readonly runId: string;
  readonly path: string;
  /** The step calls this flow. */
  readonly calledFlow: string | undefined;
  readonly onOpenFlow: (flowPath: string) => void;
  readonly onClose: () => void;
}

export function StepPanel({ runId, path, calledFlow, onOpenFlow, onClose }: StepPanelProps) {
  const query = useResource<StepDetail>('run', `${runPath(runId)}/steps/${encodeURIComponent(path)}`);
  return (
    <aside className="side-panel" aria-label={t('step.panel', 'Step')}>
      {calledFlow !== undefined && (
        <Button fullWidth variant="default" mb="xs" onClick={() => onOpenFlow(calledFlow)}>
          {t('step.open-flow', 'Open the called flow')}
        </Button>
      )}
      <QueryView query={query}>{(step) => <StepBody step={step} onClose={onClose} />}</QueryView>
    </aside>
  );
}

function StepBody({ step, onClose }: { readonly step: StepDetail; readonly onClose: () => void }) {
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2}>{step.label}</Title>
          <Text c="dimmed" size="xs" className="mono">
            {step.type} · {step.path}
          </Text>
        </div>
        <ActionIcon onClick={onClose} aria-label={t('close', 'Close')}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <Group gap="xs">
        <StateBadge state={step.state} />
        {step.attempts > 0 && (
          <Text size="xs">{t('step.attempts', '{count, plural, one {# attempt} other {# attempts}}', { count: step.attempts })}</Text>
        )}
        {step.port !== undefined && <Text size="xs">→ {step.port}</Text>}
        {step.waitsFor !== undefined && <Text size="xs">{t('step.waits', 'waits for {what}', { what: step.waitsFor })}</Text>}
        {step.dueAt !== undefined && <RelativeTime at={step.dueAt} />}
      </Group>
      {step.error !== undefined && <RunErrorPanel error={step.error} />}
      <Tabs defaultValue="exchanges" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="exchanges">{t('step.exchanges', 'Exchanges ({count})', { count: step.exchanges.length })}</Tabs.Tab>
          <Tabs.Tab value="output">{t('step.output', 'Output')}</Tabs.Tab>
          <Tabs.Tab value="config">{t('step.config', 'Configuration')}</Tabs.Tab>
          <Tabs.Tab value="events">{t('step.events', 'Events')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="exchanges" pt="xs">
          {step.exchanges.length === 0 ? (
            <EmptyState
              title={t('step.no-exchange', 'Nothing was exchanged')}
              why={t('step.no-exchange-why', 'This step has not called another system.')}
            />
          ) : (
            step.exchanges.map((exchange) => <Exchange key={`${exchange.effectKey} ${exchange.attempt}`} exchange={exchange} />)
          )}
        </Tabs.Panel>
        <Tabs.Panel value="output" pt="xs">
          {step.output === undefined ? (
            <EmptyState
              title={t('step.no-output', 'No output')}
              why={t('step.no-output-why', 'The step has not completed, or you may not see payloads.')}
            />
          ) : (
            <JsonView value={step.output} label={t('step.output', 'Output')} maxHeight={480} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="config" pt="xs">
          <JsonView value={step.config ?? {}} label={t('step.config', 'Configuration')} maxHeight={480} />
        </Tabs.Panel>
        <Tabs.Panel value="events" pt="xs">
          <JsonView value={step.events} label={t('step.events', 'Events')} maxHeight={480} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Exchange({ exchange }: { readonly exchange: EffectRow }) {
  const { settledAt, intendedAt } = exchange;
  return (
    <Stack gap={4} mb="md">
      <Group gap="xs" justify="space-between">
        <Text fw={600}>{exchange.operation}</Text>
        {/* A read that failed has no state of its own. */}
        <StateBadge state={exchange.kind === 'read' && exchange.error !== undefined ? 'failed' : exchange.state} />
      </Group>
      <Group gap="xs">
        <Text size="xs" c="dimmed">
          {exchange.connection} · {t('exchange.attempt', 'attempt {attempt}', { attempt: exchange.attempt })}
        </Text>
        <RelativeTime at={intendedAt} />
        {settledAt !== undefined && (
          <Text size="xs" c="dimmed" className="number">
            {durationText(Date.parse(settledAt) - Date.parse(intendedAt))}
          </Text>
        )}
      </Group>
      {exchange.error !== undefined && <RunErrorPanel error={exchange.error} />}
      <Text size="xs" fw={600}>
        {t('exchange.request', 'Request')}
      </Text>
      <JsonView value={exchange.request} label={t('exchange.request', 'Request')} maxHeight={220} />
      {exchange.answer !== undefined && (
        <>
          <Text size="xs" fw={600}>
            {t('exchange.answer', 'Answer')}
          </Text>
          <JsonView value={exchange.answer} label={t('exchange.answer', 'Answer')} maxHeight={220} />
        </>
      )}
    </Stack>
  );
}
