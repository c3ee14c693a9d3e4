// npm run bench [-- ID…]: how fast Millrace is beside the limit of this machine. What each row means: docs/performance.md.
// A table on standard error, one JSON object per figure on standard output; exit 0 when it ran, whether goals were met or not.
import { loadavg } from 'node:os';
import { stopAll } from './programs.mjs';
import { toFigure, toLine, toTable } from './report.mjs';
import { file1g } from './rows/file-1g.mjs';
import { growth } from './rows/growth.mjs';
import { held10k } from './rows/held-10k.mjs';
import { history1m } from './rows/history-1m.mjs';
import { intake } from './rows/intake.mjs';
import { latency1VsLimit } from './rows/latency-1-vs-limit.mjs';
import { memoryIdle } from './rows/memory-idle.mjs';
import { recover100k } from './rows/recover-100k.mjs';
import { runsContained } from './rows/runs-contained.mjs';
import { runsDirect } from './rows/runs-direct.mjs';
import { runsVsLimit } from './rows/runs-vs-limit.mjs';
import { start } from './rows/start.mjs';
import { tail } from './rows/tail.mjs';
import { traceLive } from './rows/trace-live.mjs';
import { watchers } from './rows/watchers.mjs';

const ROWS = [
  runsVsLimit,
  latency1VsLimit,
  tail,
  intake,
  traceLive,
  watchers,
  start,
  memoryIdle,
  held10k,
  recover100k,
  file1g,
  history1m,
  growth,
  runsDirect,
  runsContained,
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !ROWS.some(({ id }) => id === name));
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}. Rows: ${ROWS.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}
const chosen = names.length === 0 ? ROWS.filter(({ onlyByName }) => onlyByName !== true) : ROWS.filter(({ id }) => names.includes(id));

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopAll().then(() => process.exit(130)));

const figures = [];
try {
  for (const row of chosen) {
    console.error(`${row.id} …`);
    for (const given of await row.run()) {
      const figure = toFigure(given);
      figures.push(figure);
      console.log(toLine(figure));
    }
  }
} finally {
  // A row that could not start one of its programs has not stopped the others.
  await stopAll();
}
console.error(
  `\n${toTable(figures)}\n\nLoad of the machine in the last minute: ${loadavg()[0].toFixed(1)}. Goals are about a quiet machine.`,
);
