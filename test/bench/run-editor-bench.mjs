// npm run bench:editor [-- ID…]: how the pages behave in Chromium without a GPU, which is a floor. What each row means:
// docs/performance.md. A table on standard error, one JSON object per figure on standard output; exit 0 when it ran, met or not.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import * as drawing from './editor-drawing.mjs';
import * as forms from './editor-forms.mjs';
import * as live from './editor-live.mjs';
import * as pages from './editor-pages.mjs';
import { startProgram } from './editor-program.mjs';
import { toFigure, toLine, toTable } from './report.mjs';
import { median } from './rounds.mjs';

const ROUNDS = 3;
const BROWSERS = [process.env.MILLRACE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const wanted = process.argv.slice(2);
const parts = [pages, drawing, live, forms].filter(
  ({ FIGURES }) => wanted.length === 0 || FIGURES.some(({ id }) => wanted.includes(id.split('/')[0])),
);
if (parts.length === 0) {
  console.error(`There is no row ${wanted.join(', ')}.`);
  process.exit(2);
}
const executablePath = BROWSERS.find((path) => path !== undefined && existsSync(path));
if (executablePath === undefined) {
  console.error('No Chromium was found: install one, or name it in MILLRACE_CHROMIUM.');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'millrace-editor-bench-'));
const program = await startProgram(folder);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'] });
const figures = [];
try {
  for (const part of parts) {
    const rounds = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      console.error(`${part.FIGURES[0].id}: round ${round} of ${ROUNDS} …`);
      rounds.push(await measure(part));
    }
    for (const row of part.FIGURES) {
      const figure = toFigure({ ...row, ours: median(rounds.map((round) => round[row.id])), judge: 'value' });
      figures.push(figure);
      console.log(toLine(figure));
    }
  }
} finally {
  await browser.close();
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.error(
  `\n${toTable(figures)}\n\nLoad of the machine in the last minute: ${loadavg()[0].toFixed(1)}. Goals are about a quiet machine.`,
);

/** On a page of a browser that knows nothing yet. */
async function measure(part) {
  const context = await browser.newContext({ baseURL: program.url, viewport: { width: 1600, height: 900 } });
  try {
    await program.signIn(context);
    return await part.measure({
      page: await context.newPage(),
      draft: program.draft,
      url: program.url,
      path: `/flows/grid-flow/drafts/${program.draft.draftId}`,
    });
  } finally {
    await context.close();
  }
}
