/** What checking found; a click goes to the node. */
import { Group, Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { Problem } from '#flows/problem.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';

const ICONS = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle } as const;
const ORDER: readonly Problem['severity'][] = ['error', 'warning', 'info'];

export function ProblemList({
  problems,
  onGo,
}: {
  readonly problems: readonly Problem[];
  readonly onGo: (nodeId: string | undefined) => void;
}) {
  if (problems.length === 0)
    return <EmptyState title={t('problems.none', 'No problems')} why={t('problems.none-why', 'The last saved draft can be published.')} />;
  const sorted = problems.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <div>
      {sorted.map((problem) => {
        const Icon = ICONS[problem.severity];
        return (
          <UnstyledButton key={`${problem.path} ${problem.code}`} className="problem" onClick={() => onGo(problem.nodeId)}>
            <Icon size={15} aria-label={problem.severity} className={`problem-${problem.severity}`} />
            <span>
              <Group gap={6} component="span">
                {problem.nodeId !== undefined && (
                  <Text span fw={600}>
                    {problem.nodeId}
                  </Text>
                )}
                <span>{problem.message}</span>
              </Group>
              <Text span c="dimmed" size="xs">
                {problem.help} <span className="mono">{problem.path}</span>
              </Text>
            </span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
