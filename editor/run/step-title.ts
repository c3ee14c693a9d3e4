/** What a step is called by people: the labels on the way to it, `Order in SAP › Read order`. Pure. */
import type { RunView } from '#flows/api/runs.ts';
import { findNodeByPath, withoutIteration } from '#flows/step-views.ts';

export function stepTitle(run: Pick<RunView, 'document' | 'called'>, path: string): string {
  return titlesOf(run, path).join(' › ');
}

/** The step's own label alone; with the number of its iteration where it has one. */
export function stepLabel(run: Pick<RunView, 'document' | 'called'>, path: string): string {
  return titlesOf(run, path).at(-1) ?? path;
}

function titlesOf({ document, called }: Pick<RunView, 'document' | 'called'>, path: string): readonly string[] {
  const segments = path.split('/');
  return segments.map((segment, depth) => {
    const label = findNodeByPath(document, called, segments.slice(0, depth + 1).join('/'))?.label ?? withoutIteration(segment);
    const iteration = segment.split('@')[1];
    return iteration === undefined ? label : `${label} (${iteration})`;
  });
}
