/** Tests by name, each with what came of it when it was last run on this page. */
import { Text, UnstyledButton } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { FlowTestResult, FlowTestView } from '#flows/api/flow-tests.ts';
import { t } from '../text.ts';

export interface TestListProps {
  readonly tests: readonly FlowTestView[];
  readonly results: ReadonlyMap<string, FlowTestResult>;
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}

export function TestList({ tests, results, chosen, onChoose }: TestListProps) {
  if (tests.length === 0)
    return (
      <Text size="sm" c="dimmed" p="xs">
        {t(
          'tests.none',
          'This flow has no tests yet. Write one from a sample, or open a run that went as it should and keep it as a test.',
        )}
      </Text>
    );
  return (
    <div>
      {tests.map(({ name }) => {
        const { label, Icon, tone } = lookOfResult(results.get(name));
        return (
          <UnstyledButton
            key={name}
            className="flow-test"
            aria-current={name === chosen ? 'true' : undefined}
            onClick={() => onChoose(name)}
          >
            <Icon size={15} aria-label={label} className={`flow-test-${tone}`} />
            <span>{name}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}

function lookOfResult(result: FlowTestResult | undefined) {
  if (result === undefined) return { label: t('tests.not-run', 'not run yet'), Icon: IconCircleDashed, tone: 'open' };
  return result.passed
    ? { label: t('tests.passed', 'passed'), Icon: IconCircleCheck, tone: 'passed' }
    : { label: t('tests.failed', 'failed'), Icon: IconCircleX, tone: 'failed' };
}
