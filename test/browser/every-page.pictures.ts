/**
 * `npm run pictures`: every page, and what opens on pages, in a house with sample history and a busy hour, in both colour schemes and at
 * two widths, into `docs/screenshots/pages/{width}-{scheme}/{name}.webp`, and a README that lists them.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DraftView, VersionView } from '#flows/api/flows.ts';
import type { InvitationCreated } from '#flows/api/people.ts';
import type { SampleHistoryView } from '#flows/api/recovery.ts';
import type { RunView } from '#flows/api/runs.ts';
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { OperatorAction } from '#flows/run.ts';
import { type Api, eventually, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { type BusyHour, makeBusyHour } from './busy-hour.ts';
import { type House, openHouse } from './open-house.ts';
import { addressOf, nameOf, PAGE_PATHS, type Places } from './page-paths.ts';
import { settled, type WatchedPage } from './watched-page.ts';

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/pages/', import.meta.url));
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
const SCHEMES = ['light', 'dark'] as const;
const MOST_BYTES = 60_000;
/** The first that is small enough: a page full of words is rather shown smaller than blurred. */
const WAYS = [
  ...[70, 60, 50, 40, 30].map((quality) => ({ quality, scale: 1 })),
  ...[60, 50, 40, 30].map((quality) => ({ quality, scale: 0.75 })),
  ...[50, 40, 30, 20].map((quality) => ({ quality, scale: 0.6 })),
];
const PATIENCE_MS = 600_000;

let house: House;
let bareHouse: House;
let carrier: LocalServer;
let hour: BusyHour;
let places: Places;
/** Drafts of their own, so that no picture changes the next one's. */
const drafts: { [name: string]: string } = {};
let invitation: string;

beforeAll(async () => {
  // Hangs up whatever it is sent, and cannot be asked what became of it.
  carrier = await startLocalServer((_request, response) => response.destroy());
  [house, bareHouse] = await Promise.all([
    openHouse({ environment: { MILLRACE_SAMPLE_HISTORY: 'on', MILLRACE_ALLOWED_NETWORKS: `loopback:${carrier.port}` } }),
    openHouse({ setUp: false, sandbox: false }),
  ]);
  const { api } = house;
  await eventually(
    async () => (await api.get<SampleHistoryView>('/api/sample-history')).state === 'there',
    'sample history is whole',
    PATIENCE_MS,
  );
  hour = await makeBusyHour(api);
  for (const runId of [...Object.values(hour), await orderInVain(api)])
    for (const action of (await api.get<RunView>(`/api/runs/${runId}`)).actions) runsOffering[action] ??= runId;
  const newDraft = async (flow: string, document?: FlowDocument) => {
    const body = document === undefined ? {} : { document };
    const { draftId } = await api.send<DraftView>('POST', `/api/flows/${flow}/drafts`, body);
    return `/flows/${flow}/drafts/${draftId}`;
  };
  const published = async (flow: string) => (await api.get<VersionView>(`/api/flows/${flow}/versions/1`)).document;
  drafts['order-change'] = await newDraft('order-change');
  drafts['tried'] = await newDraft('sap-sales-order');
  drafts['problems'] = await newDraft('order-to-schedule', withMistakes(await published('order-to-schedule')));
  drafts['code'] = await newDraft('line-totals', COMPUTES);
  places = {
    flowId: 'order-change',
    draftId: drafts['order-change'].split('/').at(-1)!,
    runId: hour.completed,
    type: 'sales-order',
    key: '0000004711',
  };
  const grants = [{ role: 'operator', environment: 'production', folder: '*' }];
  invitation = (await api.send<InvitationCreated>('POST', '/api/invitations', { email: 'olga@plant.example', grants })).token;
  rmSync(FOLDER, { recursive: true, force: true });
}, PATIENCE_MS + 120_000);
afterAll(async () => {
  await house?.close();
  await bareHouse?.close();
  await carrier?.close();
});

/** A run of which nobody knows whether its parcel was ordered: a person has to look and say. */
async function orderInVain(api: Api): Promise<string> {
  const settings = { baseUrl: carrier.url };
  await api.send('PUT', '/api/environments/development/connections/carrier', { type: 'http', settings }, { 'if-match': '0' });
  await deploy(api, ORDERS_A_PARCEL);
  const body = { environment: 'development', flow: ORDERS_A_PARCEL.id, input: { order: '0000004711' } };
  const { runId } = await api.send<{ runId: string }>('POST', '/api/runs', body);
  await runReaches(api, runId, 'parked');
  return runId;
}

/** A field that no message has in one step, and a step that is not filled. */
function withMistakes(document: FlowDocument): FlowDocument {
  const lines = JSON.parse(JSON.stringify(document.nodes['lines']).replaceAll('trigger.body.', 'trigger.bdy.')) as FlowNode;
  return {
    ...document,
    nodes: { ...document.nodes, lines, 'told-by-mail': { type: 'core/map', version: 1, label: 'Told by mail', config: { rows: [] } } },
  };
}

const ORDERS_A_PARCEL = smallFlow({
  id: 'order-parcel',
  nodes: {
    order: {
      type: 'http/request',
      label: 'Order the parcel',
      connection: 'carrier',
      config: { method: 'POST', path: '/parcels', body: '= trigger.body', idempotency: 'none' },
    },
  },
  edges: ['start > order'],
  more: { name: 'Order a parcel' },
});

const COMPUTES = smallFlow({
  id: 'line-totals',
  nodes: {
    code: {
      type: 'core/code',
      label: 'Totals of the lines',
      config: {
        code: [
          '// Each line with its total, the whole beside them.',
          'const lines = input.lines.map((line) => ({ ...line, total: line.quantity * line.price }));',
          'const sum = lines.reduce((total, line) => total + line.total, 0);',
          'return { lines, sum };',
        ].join('\n'),
        input: '= trigger.body',
      },
    },
  },
  edges: ['start > code'],
});

/** All that an operator can do with a run; the words stand on the page. */
const ACTIONS: { readonly [action in OperatorAction]: string } = {
  retry: 'Retry',
  edit: 'Edit and retry',
  skip: 'Skip the step',
  'set-aside': 'Set aside',
  compensate: 'Compensate',
  cancel: 'Cancel',
  'send-again': 'Send again',
  'mark-confirmed': 'It was applied',
  'mark-not-applied': 'It was not applied',
};
/** A run of the busy hour that the action can be taken on. */
const runsOffering: { [action: string]: string } = {};

interface Picture {
  readonly name: string;
  /** Undefined: there is no such thing in this house. */
  readonly address: () => string | undefined;
  /** What is done there before the picture is taken. */
  readonly before?: (page: Page) => Promise<unknown>;
  readonly as?: 'nobody';
  /** Of a house that nobody has set up. */
  readonly bare?: true;
}

const card = (page: Page, name: RegExp) => page.locator('.canvas').getByRole('group', { name }).first();
const settings = (page: Page) => page.getByRole('complementary', { name: 'Settings' });
const drawn = (page: Page) => page.locator('.react-flow__node').first().waitFor();

/** Opens the menu of a run and takes an action; the dialog stands then. */
const actOn = (action: string) => async (page: Page) => {
  await page.getByRole('button', { name: 'Act on this run' }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  await page.getByRole('dialog').waitFor();
};

const dialogOf = (button: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('dialog').waitFor();
};

/** What a page needs before it is worth looking at. */
const READY: { readonly [path: string]: (page: Page) => Promise<unknown> } = {
  '/flows/$flowId': drawn,
  '/flows/$flowId/drafts/$draftId': drawn,
  '/flows/$flowId/live': drawn,
  '/runs/$runId': drawn,
  '/fields': async (page) => {
    await page.getByLabel('Field', { exact: true }).fill('requestedDate');
    await page.getByText(/places in \d+ flows/).waitFor();
  },
};

const PICTURES: readonly Picture[] = [
  { name: 'setup', address: () => `/setup#${bareHouse.runtime.setupToken}`, as: 'nobody', bare: true },
  { name: 'sign-in', address: () => '/', as: 'nobody', before: (page) => page.getByLabel('E-mail').waitFor() },
  { name: 'invitation', address: () => `/invitation#${invitation}`, as: 'nobody' },
  ...PAGE_PATHS.map((path) => ({
    name: nameOf(path),
    address: () => addressOf(path, places),
    ...(READY[path] === undefined ? {} : { before: READY[path] }),
  })),
  { name: 'flows-new', address: () => '/flows', before: dialogOf('New flow') },
  {
    name: 'flow-node',
    address: () => '/flows/order-change?node=policy',
    before: (page) => page.getByRole('tab', { name: 'Ways out' }).waitFor(),
  },
  {
    name: 'flow-versions',
    address: () => '/flows/order-change?tab=versions',
    before: (page) => page.getByRole('button', { name: 'Show version 1' }).waitFor(),
  },
  { name: 'flow-json', address: () => '/flows/order-change?tab=json', before: (page) => page.getByText('"format": 1').waitFor() },
  {
    name: 'flow-tests',
    address: () => '/flows/order-change?tab=tests',
    before: async (page) => {
      await page.getByRole('button', { name: 'Run all tests' }).click();
      await page.getByText(/ run, all passed/).waitFor({ timeout: 120_000 });
      await page
        .getByRole('button', { name: /^passed / })
        .first()
        .click();
      await drawn(page);
    },
  },
  {
    name: 'draft-node',
    address: () => `${drafts['order-change']!}?node=change`,
    before: async (page) => {
      await settings(page).getByLabel('Name on the canvas').waitFor();
    },
  },
  {
    name: 'draft-palette',
    address: () => drafts['order-change']!,
    before: async (page) => {
      await drawn(page);
      await page.getByLabel('Find a node').fill('order');
    },
  },
  {
    name: 'draft-find',
    address: () => drafts['order-change']!,
    before: async (page) => {
      await drawn(page);
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Find and do by name' }).fill('change in sap');
      await page
        .getByRole('option', { name: /Change in SAP/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'draft-keys',
    address: () => drafts['order-change']!,
    before: async (page) => {
      await page.locator('.react-flow__node[tabindex="0"]').focus();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    },
  },
  {
    name: 'draft-problems',
    address: () => `${drafts['problems']!}?below=problems`,
    before: async (page) => {
      await drawn(page);
      await page.getByText('There is no field "bdy" here').first().waitFor();
    },
  },
  {
    name: 'draft-tried',
    address: () => drafts['tried']!,
    before: async (page) => {
      await drawn(page);
      await card(page, /^Read order/).click();
      await settings(page).getByRole('tab', { name: 'Test' }).click();
      await settings(page)
        .getByRole('button', { name: /^Run this node/ })
        .click();
      await settings(page).getByRole('region', { name: 'What came of it' }).waitFor();
    },
  },
  {
    name: 'draft-code',
    address: () => drafts['code']!,
    before: async (page) => {
      await card(page, /^Totals/).click();
      await settings(page).getByRole('button', { name: 'Code: open large' }).click();
      await page.getByRole('dialog').locator('.monaco-editor .view-line').first().waitFor();
    },
  },
  {
    name: 'draft-mapper',
    address: () => drafts['order-change']!,
    before: async (page) => {
      await card(page, /^Canonical change/).click();
      await page.getByRole('button', { name: 'Open the mapper' }).click();
      await page.getByRole('treegrid', { name: 'Fields of the target' }).waitFor();
    },
  },
  { name: 'draft-publish', address: () => drafts['order-change']!, before: dialogOf('Review and publish') },
  { name: 'run-parked', address: () => `/runs/${hour.parked}`, before: drawn },
  { name: 'run-held', address: () => `/runs/${hour.held}`, before: drawn },
  { name: 'run-approval', address: () => `/runs/${hour.approval}`, before: drawn },
  { name: 'run-retrying', address: () => `/runs/${hour.retrying}`, before: drawn },
  { name: 'run-step', address: () => `/runs/${hour.completed}?step=change%2Fchange&flow=change`, before: drawn },
  { name: 'run-events', address: () => `/runs/${hour.completed}?tab=events` },
  {
    name: 'run-act',
    address: () => `/runs/${hour.parked}`,
    before: async (page) => {
      await page.getByRole('button', { name: 'Act on this run' }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  ...Object.entries(ACTIONS).map(([action, label]) => ({
    name: `run-act-${action}`,
    address: () => {
      const run = runsOffering[action];
      return run === undefined ? undefined : `/runs/${run}`;
    },
    before: actOn(label),
  })),
  {
    name: 'connection',
    address: () => '/connections?connection=crm',
    before: (page) => page.getByRole('dialog', { name: /^crm/ }).waitFor(),
  },
  { name: 'services-import', address: () => '/services', before: dialogOf('Import a service') },
  { name: 'deployments-deploy', address: () => '/deployments', before: dialogOf(/^Deploy version \d+ of /) },
  {
    name: 'people-tokens',
    address: () => '/people?tab=tokens',
    before: (page) => page.getByRole('button', { name: 'Make a token' }).waitFor(),
  },
  ...['change&order=0000004711', 'record', 'sap&order=0000004711', 'crm', 'schedule', 'plant'].map((tab) => ({
    name: `sandbox-${tab.split('&')[0]!}`,
    address: () => `/sandbox?tab=${tab}`,
  })),
];

describe.each(SIZES)('$width wide', ({ width, height }) => {
  let signedIn: WatchedPage;
  beforeAll(async () => {
    signedIn = await house.openPage({ width, height });
  });

  test.for(PICTURES)('$name', async ({ name, address, before, as, bare }, { skip }) => {
    const path = address();
    if (path === undefined) return skip('nothing here offers it');
    const watched = as === undefined ? signedIn : await (bare === true ? bareHouse : house).openPage({ width, height, as });
    const { page, go } = watched;
    await go(path);
    await before?.(page);
    await settled(page);
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      await settled(page);
      const picture = await photograph(page);
      expect(picture.length).toBeLessThanOrEqual(MOST_BYTES);
      mkdirSync(join(FOLDER, `${width}-${scheme}`), { recursive: true });
      writeFileSync(join(FOLDER, `${width}-${scheme}`, `${name}.webp`), picture);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    if (watched !== signedIn) await watched.close();
    taken.add(name);
  });
});

const taken = new Set<string>();
afterAll(() => writeFileSync(join(FOLDER, 'README.md'), listPictures()));

async function photograph(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize()!;
  try {
    let picture: Buffer | undefined;
    for (const { quality, scale } of WAYS) {
      const clip = { x: 0, y: 0, width, height, scale };
      const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality, clip });
      picture = Buffer.from(data, 'base64');
      if (picture.length <= MOST_BYTES) break;
    }
    return picture!;
  } finally {
    await session.detach();
  }
}

function listPictures(): string {
  const columns = SIZES.flatMap(({ width }) => SCHEMES.map((scheme) => `${width}-${scheme}`));
  const lines = PICTURES.filter(({ name }) => taken.has(name)).map(
    ({ name }) => `- ${name}: ${columns.map((folder) => `[${folder}](${folder}/${name}.webp)`).join(', ')}`,
  );
  return `# Every page in pictures

Taken by \`npm run pictures\` in a house with sample history and a busy hour; the script is [every-page.pictures.ts](../../../test/browser/every-page.pictures.ts). Nothing here is drawn by hand: change the pages and take them again.

${lines.join('\n')}
`;
}
