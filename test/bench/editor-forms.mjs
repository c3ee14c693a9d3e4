// key-300, mapper: a form of 300 fields, and a map from 2,000 fields to 2,000.
import { framesWhile, keysToPaint } from './editor-frames.mjs';
import { median, percentile } from './rounds.mjs';

const FIELDS = 300;
const MAPPED = 2_000;
const KEYS = [...'quick brown fox jumps over'];

export const FIGURES = [
  { id: 'key-300', unit: 'ms', target: 16, better: 'lower' },
  { id: 'key-300/p95', unit: 'ms', target: 34, better: 'lower' },
  { id: 'mapper', unit: 'fps', target: 55 },
  { id: 'mapper/preview', unit: 'ms', target: 100, better: 'lower' },
];

export async function measure({ page, draft, path }) {
  const document = makeDraft(draft.document);
  await page.route('**/api/flows/grid-flow/drafts/*', (route) => route.fulfill({ json: { ...draft, document, problems: [] } }));
  await page.route('**/api/flows/grid-flow/check', (route) => route.fulfill({ json: { problems: [] } }));
  await page.route('**/api/node-types', async (route) => {
    const answer = await (await route.fetch()).json();
    await route.fulfill({ json: { ...answer, nodeTypes: [...answer.nodeTypes, formOf(answer.nodeTypes)] } });
  });
  return { ...(await typeIntoForm(page, path)), ...(await scrollMapper(page, path)) };
}

async function typeIntoForm(page, path) {
  await page.goto(`${path}?node=form`);
  await page.locator('.react-flow__node[data-id="form"]').click();
  const field = page.getByLabel(`Field ${FIELDS / 2}`, { exact: true });
  await field.click();
  await page.keyboard.press('End');
  const waits = await keysToPaint(page, KEYS);
  const typed = await field.inputValue();
  if (!typed.endsWith(KEYS.join(''))) throw new Error(`The field holds "${typed}".`);
  return { 'key-300': median(waits), 'key-300/p95': percentile(waits, 0.95) };
}

async function scrollMapper(page, path) {
  await page.goto(`${path}?map=map`);
  const lists = page.locator('.mapper-list');
  await page.getByRole('row', { name: /^TGT_0003/ }).waitFor();
  const frames = await framesWhile(page, () =>
    lists.last().evaluate(
      (list) =>
        new Promise((resolve) => {
          let at = 0;
          const step = () => {
            list.scrollTop += 120;
            at += 1;
            if (at < 120) requestAnimationFrame(step);
            else resolve();
          };
          requestAnimationFrame(step);
        }),
    ),
  );
  await lists.last().evaluate((list) => list.scrollTo({ top: 0 }));
  const row = page.getByRole('row', { name: /^TGT_0003/ });
  await row.click();
  await page.keyboard.press('Enter');
  const editor = page.locator('.mapper-row-editor textarea').first();
  await editor.waitFor();
  await editor.fill('"wait"');
  const value = row.locator('.mapper-value');
  await waitForText(value, 'wait');
  const waits = [];
  for (let at = 0; at < 10; at += 1) {
    const begun = performance.now();
    await editor.fill(`"seen ${at}"`);
    await waitForText(value, `seen ${at}`);
    waits.push(performance.now() - begun);
  }
  return { mapper: frames.fps, 'mapper/preview': median(waits) };
}

function waitForText(locator, text) {
  return locator.evaluate(
    (element, wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (!element.textContent.includes(wanted)) return;
          watch.disconnect();
          resolve();
        };
        const watch = new MutationObserver(look);
        watch.observe(element, { subtree: true, childList: true, characterData: true });
        look();
      }),
    text,
  );
}

/** A node type of nothing but fields. */
function formOf(nodeTypes) {
  const delay = nodeTypes.find(({ type }) => type === 'core/delay');
  const properties = Object.fromEntries(
    Array.from({ length: FIELDS }, (_, at) => [`field${at + 1}`, { type: 'string', title: `Field ${at + 1}` }]),
  );
  return { ...delay, type: 'bench/form', label: 'Form', config: { type: 'object', additionalProperties: false, properties } };
}

function makeDraft(document) {
  const many = (prefix) => ({
    type: 'object',
    properties: Object.fromEntries(
      Array.from({ length: MAPPED }, (_, at) => [`${prefix}${String(at).padStart(4, '0')}`, { type: 'string' }]),
    ),
  });
  const node = (type, config) => ({ type, version: 1, config });
  return {
    ...document,
    contract: { major: 1, input: many('SRC_'), output: many('TGT_') },
    nodes: {
      start: node('core/manual', {}),
      form: node('bench/form', Object.fromEntries(Array.from({ length: FIELDS }, (_, at) => [`field${at + 1}`, 'The ']))),
      map: node('core/map', { rows: [{ target: 'TGT_0003', expression: '"first"' }] }),
    },
    edges: [
      { from: 'start', port: 'out', to: 'form' },
      { from: 'form', port: 'out', to: 'map' },
    ],
    layout: { start: [0, 0], form: [280, 0], map: [560, 0] },
  };
}
