// npm run bench:expressions [-- ID…]: how fast compiled expressions are. What each row means: docs/performance.md.
// A table on standard error, one JSON object per figure on standard output; exit 0 when it ran, whether goals were met or not.
import { loadavg } from 'node:os';
import { EXPRESSION_ROWS } from './expression-rows.mjs';
import { toFigure, toLine, toTable } from './report.mjs';

const names = process.argv.slice(2);
const unknown = names.filter((name) => !EXPRESSION_ROWS.some(({ id }) => id === name));
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}. Rows: ${EXPRESSION_ROWS.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}
const figures = [];
for (const row of EXPRESSION_ROWS.filter(({ id }) => names.length === 0 || names.includes(id))) {
  console.error(`${row.id} …`);
  for (const given of await row.run()) {
    const [least, most] = given.spread;
    const figure = toFigure({ ...given, note: `${least.toPrecision(3)}–${most.toPrecision(3)} in single rounds` });
    figures.push(figure);
    console.log(toLine(figure));
  }
}
console.error(
  `\n${toTable(figures)}\n\nLoad of the machine in the last minute: ${loadavg()[0].toFixed(1)}. Goals are about a quiet machine.`,
);
