// npm run bench:editor: how the drawing of a flow of 2,000 nodes behaves in Chromium without a GPU, which is a floor. What each row means:
// docs/performance.md. A table on standard error, one JSON object per figure on standard output; exit 0 when it ran, met or not.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startProgram } from './editor-program.mjs';
import { makeGridFlow } from './grid-flow.mjs';
import { toFigure, toLine, toTable } from './report.mjs';
import { median } from './rounds.mjs';

const ROUNDS = 3;
const SIZE = 2_000;
const MOVES = 90;
const BROWSERS = [process.env.MILLRACE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

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
  const rounds = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    console.error(`round ${round} of ${ROUNDS} …`);
    rounds.push(await measure());
  }
  const of = (name) => median(rounds.map((round) => round[name]));
  const rows = [
    { id: 'open-2000', ours: of('openMs'), unit: 'ms', target: 600, better: 'lower' },
    { id: 'open-2000/elements', ours: of('elements'), unit: 'elements', target: 1_000, better: 'lower' },
    { id: 'open-2000/heap', ours: of('heapMb'), unit: 'MB', target: 60, better: 'lower' },
    { id: 'pan-2000', ours: of('panFps'), unit: 'fps', target: 55 },
    { id: 'pan-2000/overview', ours: of('overviewFps'), unit: 'fps', target: 55 },
    { id: 'drag-2000', ours: of('dragFps'), unit: 'fps', target: 55 },
    { id: 'undo-200', ours: of('undoMs'), unit: 'ms', target: 50, better: 'lower' },
  ];
  for (const row of rows) {
    const figure = toFigure({ ...row, judge: 'value' });
    figures.push(figure);
    console.log(toLine(figure));
  }
} finally {
  await browser.close();
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.error(
  `\n${toTable(figures)}\n\nLoad of the machine in the last minute: ${loadavg()[0].toFixed(1)}. Goals are about a quiet machine.`,
);

/** One page, opened anew. */
async function measure() {
  const context = await browser.newContext({ baseURL: program.url, viewport: { width: 1600, height: 900 } });
  const page = await context.newPage();
  try {
    await program.signIn(context);
    // The language allows fewer nodes: the page is given a larger draft than the server would take.
    const large = { ...program.draft, document: makeGridFlow(SIZE), problems: [] };
    await page.route('**/api/flows/grid-flow/drafts/*', (route) => route.fulfill({ json: large }));
    await page.route('**/api/flows/grid-flow/check', (route) => route.fulfill({ json: { problems: [] } }));
    // Once, so that scripts are there: what is measured is the drawing.
    const path = `/flows/grid-flow/drafts/${program.draft.draftId}`;
    await page.goto(path);
    await page.locator('.card').first().waitFor();
    await page.goto('/flows');
    const begun = performance.now();
    await page.goto(path);
    await page.locator('.card').first().waitFor();
    const openMs = performance.now() - begun;
    const elements = await page.locator('.canvas *').count();
    const heapMb = (await page.evaluate(() => performance.memory.usedJSHeapSize)) / 1e6;
    const box = await page.locator('.canvas').boundingBox();
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    // Between the cards: 280 apart, 180 wide.
    const free = await page.evaluate(() => {
      const card = document.querySelector('.card').getBoundingClientRect();
      return { x: card.right + 40, y: card.bottom + 20 };
    });
    const panFps = await fpsWhile(page, () => drag(page, free));
    const card = await page.locator('.react-flow__node').nth(20).boundingBox();
    const dragFps = await fpsWhile(page, () => drag(page, { x: card.x + 60, y: card.y + 12 }));
    const undoMs = await undoTime(page);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.locator('canvas.overview').waitFor();
    const overviewFps = await fpsWhile(page, () => drag(page, middle));
    return { openMs, elements, heapMb, panFps, dragFps, overviewFps, undoMs };
  } finally {
    await context.close();
  }
}

async function drag(page, { x, y }) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let at = 0; at < MOVES; at += 1) await page.mouse.move(x - 200 * Math.sin(at / 14), y - 90 * Math.sin(at / 9));
  await page.mouse.up();
}

async function fpsWhile(page, work) {
  await page.evaluate(() => {
    window.frames_ = [];
    const count = (at) => {
      window.frames_.push(at);
      window.counting_ = requestAnimationFrame(count);
    };
    window.counting_ = requestAnimationFrame(count);
  });
  await work();
  const frames = await page.evaluate(() => {
    cancelAnimationFrame(window.counting_);
    return window.frames_;
  });
  return ((frames.length - 1) * 1_000) / (frames.at(-1) - frames[0]);
}

/** 200 nodes are pasted and taken back: from the key press to the frame after it. */
async function undoTime(page) {
  const { nodes, edges, layout } = makeGridFlow(200);
  const text = JSON.stringify({ millrace: 'nodes', nodes, edges, layout });
  return page.evaluate(async (copied) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    document.activeElement?.blur();
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    await frame();
    await frame();
    const begun = performance.now();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }));
    await frame();
    return performance.now() - begun;
  }, text);
}
