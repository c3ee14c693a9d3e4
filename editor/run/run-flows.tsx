/** The run's own flow and those called flows that it came to: which one is drawn. */
import { ScrollArea, SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import type { RunView, StepView } from '#flows/api/runs.ts';
import { t } from '../text.ts';
import { flowPathOf } from './run-drawing.ts';
import { stepTitle } from './step-title.ts';

export interface RunFlowsProps {
  readonly run: RunView;
  readonly steps: readonly StepView[];
  readonly flowPath: string;
  readonly onChange: (flowPath: string | undefined) => void;
}

export function RunFlows({ run, steps, flowPath, onChange }: RunFlowsProps) {
  // In the order in which the run came to them.
  const reached = useMemo(() => [...new Set(steps.map(({ path }) => flowPathOf(path)))], [steps]);
  const called = [...reached, flowPath].filter((path, i, all) => run.called[path] !== undefined && all.indexOf(path) === i);
  if (called.length === 0) return null;
  return (
    <ScrollArea type="auto" scrollbars="x" className="run-flows" viewportProps={{ tabIndex: 0 }}>
      <SegmentedControl
        aria-label={t('run.flow', 'Flow shown')}
        value={flowPath}
        data={[{ value: '', label: run.document.name }, ...called.map((path) => ({ value: path, label: `↳ ${stepTitle(run, path)}` }))]}
        onChange={(flow) => onChange(flow === '' ? undefined : flow)}
      />
    </ScrollArea>
  );
}
