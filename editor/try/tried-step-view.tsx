/** What came of one step of a try: its way out, what it gave, what it was asked with, and every exchange. */
import { Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { IconPin } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { TriedStep } from '#flows/api/flow-tests.ts';
import { ExchangeList } from '../run/exchange-list.tsx';
import { RunErrorPanel } from '../run/run-error-panel.tsx';
import { shownState } from '../run/step-urgency.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import type { DraftTry } from './use-try.ts';

export interface TriedStepViewProps {
  readonly step: TriedStep;
  readonly nodeId: string;
  readonly trying: DraftTry;
}

export function TriedStepView({ step, nodeId, trying }: TriedStepViewProps) {
  const { output, input, port, exchanges, error } = step;
  const pin = useMutation({
    mutationFn: () => trying.pin(nodeId, { output: output ?? null, ...(port === undefined ? {} : { port }) }),
  });
  return (
    <Stack gap="xs">
      <Group gap="xs" justify="space-between">
        <Group gap="xs">
          <StateBadge state={shownState(step)} />
          {port !== undefined && <Text size="xs">→ {port}</Text>}
          {step.answered && <Text size="xs">{t('try.answered', 'it did nothing: its output was given')}</Text>}
        </Group>
        {output !== undefined && !step.answered && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPin size={13} aria-hidden />}
            loading={pin.isPending}
            onClick={() => pin.mutate()}
          >
            {t('pin.this', 'Pin this output')}
          </Button>
        )}
      </Group>
      {pin.error !== null && <ErrorPanel error={pin.error} />}
      {error !== undefined && <RunErrorPanel error={error} />}
      <Tabs defaultValue={output === undefined && exchanges.length > 0 ? 'exchanges' : 'output'} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="output">{t('try.output', 'Output')}</Tabs.Tab>
          <Tabs.Tab value="exchanges">{t('try.exchanges', 'Requests ({count})', { count: exchanges.length })}</Tabs.Tab>
          <Tabs.Tab value="input">{t('try.input', 'Settings, computed')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="output" pt="xs">
          {output === undefined ? (
            <Text size="sm" c="dimmed">
              {t('try.no-output', 'It gave nothing.')}
            </Text>
          ) : (
            <JsonView value={output} label={t('try.output', 'Output')} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="exchanges" pt="xs">
          <ExchangeList exchanges={exchanges} />
        </Tabs.Panel>
        <Tabs.Panel value="input" pt="xs">
          <JsonView value={input ?? null} label={t('try.input', 'Settings, computed')} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
