// What the bench says: one JSON object per figure on standard output, a table for people on standard error.

/**
 * A figure as it is printed. `judge` says what the target is about: the ratio or our own value; `better` which side of it is good.
 * `note` is only for the table.
 */
export function toFigure({ id, ours, reference, unit, target, judge = 'ratio', better = 'higher', note = '' }) {
  const ratio = reference === undefined || reference === 0 ? null : ours / reference;
  const judged = judge === 'ratio' ? ratio : ours;
  const met = judged !== null && (better === 'higher' ? judged >= target : judged <= target);
  return {
    figure: { id, ours: round(ours), reference: reference === undefined ? null : round(reference), ratio: round(ratio), unit, target, met },
    goal: `${better === 'higher' ? '≥' : '≤'} ${target}${judge === 'ratio' ? '' : ` ${unit}`}`,
    note,
  };
}

/** Three digits that matter. */
function round(value) {
  return value === null ? null : Number(value.toPrecision(value >= 1000 ? 4 : 3));
}

export function toLine({ figure }) {
  return JSON.stringify(figure);
}

const HEAD = ['', 'ours', 'reference', 'unit', 'ratio', 'goal', '', ''];

export function toTable(figures) {
  const rows = figures.map(({ figure: { id, ours, reference, unit, ratio, met }, goal, note }) =>
    [id, ours, reference ?? '–', unit, ratio ?? '–', goal, met ? 'met' : 'NOT MET', note].map(String),
  );
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column].length)));
  return [HEAD, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
