/** The steps of a called flow, from the step that calls it. */
import { Anchor, Group, Text } from '@mantine/core';
import type { RunView, StepView } from '#flows/api/runs.ts';
import { t } from '../text.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { isCalledTrigger } from './calling-steps.ts';
import { stepLabel } from './step-title.ts';
import { shownState } from './step-urgency.ts';

export interface InnerStepsProps {
  readonly run: RunView;
  readonly path: string;
  readonly steps: readonly StepView[];
  readonly onGo: (path: string) => void;
}

export function InnerSteps({ run, path, steps, onGo }: InnerStepsProps) {
  const inner = steps.filter((step) => step.path.startsWith(`${path}/`) && !isCalledTrigger(run, step));
  if (inner.length === 0) return null;
  return (
    <section aria-label={t('step.inner', 'Steps of the called flow')}>
      <Text size="xs" c="dimmed" mb={2}>
        {t('step.inner', 'Steps of the called flow')}
      </Text>
      {inner.map((step) => (
        <Group key={step.path} justify="space-between" wrap="nowrap" gap="xs" mih={26}>
          <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onGo(step.path)}>
            {stepLabel(run, step.path)}
          </Anchor>
          <StateBadge state={shownState(step)} />
        </Group>
      ))}
    </section>
  );
}
