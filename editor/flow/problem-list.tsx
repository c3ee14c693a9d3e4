/** What checking found; a click goes to the node. */
import { Button, Group, Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { t } from '../text.ts';
import { AskWaiverButton } from '../waivers/ask-waiver-button.tsx';
import type { GoTo } from './problem-place.ts';

const ICONS = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle } as const;
const SEVERITIES = {
  error: t('problems.error', 'error'),
  warning: t('problems.warning', 'warning'),
  info: t('problems.info', 'hint'),
} as const;
const ORDER: readonly Problem['severity'][] = ['error', 'warning', 'info'];

/** The worst first, and in the order that F8 walks through them. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

export interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly flow: FlowDocument;
  readonly onGo: GoTo;
  /** Puts the text in place that mends it; left out where nothing can be changed. */
  readonly onMend?: (problem: Problem) => void;
  /** A waiver was asked for, so the flow is to be checked anew; left out where none is asked for. */
  readonly onAsked?: () => void;
}

export function ProblemList({ problems, flow, onGo, onMend, onAsked }: ProblemListProps) {
  if (problems.length === 0)
    return (
      <Text size="sm" c="dimmed" p="xs">
        {t('problems.none', 'No problems: the draft can be published.')}
      </Text>
    );
  return (
    <div>
      {inOrder(problems).map((problem) => {
        const Icon = ICONS[problem.severity];
        const { path, code, message, place, fixed } = problem;
        const key = `${path} ${code} ${place?.offset ?? ''} ${message}`;
        const row = (
          <UnstyledButton key={key} className="problem" onClick={() => onGo(problem.nodeId, { ...problem })}>
            <Icon size={15} aria-label={SEVERITIES[problem.severity]} className={`problem-${problem.severity}`} />
            <span>
              {problem.nodeId !== undefined && (
                <Text span inherit fw={600} mr={6}>
                  {flow.nodes[problem.nodeId]?.label ?? problem.nodeId}
                </Text>
              )}
              {problem.message}{' '}
              <Text span inherit c="dimmed">
                {problem.help}
              </Text>
            </span>
          </UnstyledButton>
        );
        if (code === 'system-api-passed' && onAsked !== undefined)
          return (
            <Group key={key} gap="xs" wrap="nowrap" justify="space-between">
              {row}
              <AskWaiverButton problem={problem} flow={flow} onAsked={onAsked} />
            </Group>
          );
        if (fixed === undefined || onMend === undefined) return row;
        return (
          <Group key={key} gap="xs" wrap="nowrap" justify="space-between">
            {row}
            <Button size="compact-xs" variant="light" title={fixed} onClick={() => onMend(problem)}>
              {t('problems.mend', 'Apply fix')}
            </Button>
          </Group>
        );
      })}
    </div>
  );
}
