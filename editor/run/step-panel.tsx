/** One step from near: what it is configured to do, what came out, and every request and answer with the other system. */
import { ActionIcon, Button, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RunView, StepDetail, StepView } from '#flows/api/runs.ts';
import { findNodeByPath, withoutIteration } from '#flows/step-views.ts';
import { useResource } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { EventList } from './event-list.tsx';
import { ExchangeList } from './exchange-list.tsx';
import { InnerSteps } from './inner-steps.tsx';
import { RunErrorPanel } from './run-error-panel.tsx';
import { stepTitle } from './step-title.ts';
import { shownState } from './step-urgency.ts';
import { runPath } from './use-run.ts';

export interface StepPanelProps {
  readonly run: RunView;
  readonly path: string;
  /** With calling steps. */
  readonly steps: readonly StepView[];
  readonly onGo: (path: string) => void;
  readonly onOpenFlow: (flowPath: string) => void;
  readonly onClose: () => void;
}

export function StepPanel({ run, path, steps, onGo, onOpenFlow, onClose }: StepPanelProps) {
  const step = steps.find((candidate) => candidate.path === path);
  const called = calledBy(run, path);
  return (
    <aside className="side-panel" aria-label={t('step.panel', 'Step')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="xs">
        <div>
          <Title order={2}>{stepTitle(run, path)}</Title>
          <Text c="dimmed" size="xs" className="mono">
            {findNodeByPath(run.document, run.called, path)?.type} · {path}
          </Text>
        </div>
        <ActionIcon onClick={onClose} aria-label={t('close', 'Close')}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {step !== undefined && <StepState step={step} />}
      {called !== undefined && (
        <Stack gap="xs" mb="sm">
          <InnerSteps run={run} path={path} steps={steps} onGo={onGo} />
          <Button variant="default" onClick={() => onOpenFlow(called)}>
            {t('step.open-flow', 'Open the called flow')}
          </Button>
        </Stack>
      )}
      {/* A calling step has a record of its own only once its flow has come back. */}
      {run.steps.some((known) => known.path === path) ? (
        <StepRecord run={run} path={path} isCalling={called !== undefined} />
      ) : (
        step === undefined && (
          <EmptyState
            title={t('step.not-reached', 'The run has not come here')}
            why={t('step.not-reached-why', 'What the step does appears here when the run reaches it.')}
          />
        )
      )}
    </aside>
  );
}

function StepState({ step }: { readonly step: StepView }) {
  return (
    <Stack gap="xs" mb="xs">
      <Group gap="xs">
        <StateBadge state={shownState(step)} />
        {step.attempts > 0 && (
          <Text size="xs">{t('step.attempts', '{count, plural, one {# attempt} other {# attempts}}', { count: step.attempts })}</Text>
        )}
        {step.port !== undefined && <Text size="xs">→ {step.port}</Text>}
        {step.waitsFor !== undefined && step.waitsFor !== 'operator' && (
          <Text size="xs">{t('step.waits', 'waits for {what}', { what: step.waitsFor })}</Text>
        )}
        {step.dueAt !== undefined && <RelativeTime at={step.dueAt} />}
      </Group>
      {step.error !== undefined && <RunErrorPanel error={step.error} />}
    </Stack>
  );
}

function StepRecord({ run, path, isCalling }: { readonly run: RunView; readonly path: string; readonly isCalling: boolean }) {
  const query = useResource<StepDetail>('run', `${runPath(run.runId)}/steps/${encodeURIComponent(path)}`);
  return (
    <QueryView query={query}>
      {(step) => (
        <Tabs defaultValue={isCalling || step.exchanges.length === 0 ? 'output' : 'exchanges'} keepMounted={false}>
          <Tabs.List>
            {!isCalling && (
              <Tabs.Tab value="exchanges">{t('step.exchanges', 'Exchanges ({count})', { count: step.exchanges.length })}</Tabs.Tab>
            )}
            <Tabs.Tab value="output">{t('step.output', 'Output')}</Tabs.Tab>
            <Tabs.Tab value="config">{t('step.config', 'Configuration')}</Tabs.Tab>
            <Tabs.Tab value="events">{t('step.events', 'Events')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="exchanges" pt="xs">
            <ExchangeList exchanges={step.exchanges} />
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
            <EventList run={run} events={step.events} />
          </Tabs.Panel>
        </Tabs>
      )}
    </QueryView>
  );
}

/** Path of the flow that the step calls, where it calls one. */
function calledBy(run: RunView, step: string): string | undefined {
  const path = step.split('/').map(withoutIteration).join('/');
  return run.called[path] === undefined ? undefined : path;
}
