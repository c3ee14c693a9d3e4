/** What is wrong with which row, by the check of the flow and by the sample that the map is tried with. Pure. */
import type { MapRow } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import type { LineFinding } from './target-row.tsx';

const NONE: readonly LineFinding[] = [];

export interface RowFindings {
  of(row: number | undefined): readonly LineFinding[];
  readonly wrong: ReadonlySet<number>;
  /** Of the map as a whole; required fields that nothing fills are shown by themselves. */
  readonly whole: readonly Problem[];
}

export function findingsOfRows(
  problems: readonly Problem[],
  nodeId: string,
  rows: readonly MapRow[],
  tried: { readonly [row: number]: string },
  triedWords: string,
): RowFindings {
  const start = `/nodes/${nodeId.replaceAll('~', '~0').replaceAll('/', '~1')}/config/rows`;
  const found = new Map<number, LineFinding[]>();
  const add = (row: number, finding: LineFinding): void => {
    const list = found.get(row);
    if (list === undefined) found.set(row, [finding]);
    else if (!list.some(({ message }) => message === finding.message)) list.push(finding);
  };
  const whole: Problem[] = [];
  for (const problem of problems) {
    if (problem.path === start && problem.code !== 'type-not-mapped') whole.push(problem);
    if (!problem.path.startsWith(`${start}/`)) continue;
    const [row, field = 'expression'] = problem.path.slice(start.length + 1).split('/');
    const at = Number(row);
    // What is still empty is shown as what is to be filled.
    if (rows[at] === undefined || (field === 'expression' && rows[at].expression.trim() === '')) continue;
    const { severity, message, help, fixed } = problem;
    add(at, { severity, message, help, ...(fixed === undefined ? {} : { fixed }), field: field as LineFinding['field'] });
  }
  for (const [row, message] of Object.entries(tried)) {
    const at = Number(row);
    if (rows[at] !== undefined && !found.has(at))
      add(at, { severity: 'error', message: `${triedWords} ${message}`, help: '', field: 'expression' });
  }
  return { of: (row) => (row === undefined ? NONE : (found.get(row) ?? NONE)), wrong: new Set(found.keys()), whole };
}
