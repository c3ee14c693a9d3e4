import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { accounts, calendars, capacities, centres, everybody, materials } from './tested-master-data.ts';
import { down } from './tested-order.ts';

const NIGHT = { slot: '2027-01-20T00:00:00.000Z', missed: 0, parameters: { until: '2999-01-20T04:00:00.000Z' } };

const published = (kind: string, more: JsonObject = {}): StepDouble & { readonly output: JsonObject } => ({
  port: 'published',
  output: { kind, rows: 3, bad: 0, rejects: [], created: 1, changed: 1, removed: 0, unchanged: 1, revision: 31, ...more },
});
const sources = {
  'sap/materials': [materials],
  'sap/centres': [centres],
  'sap/capacities': [capacities],
  'crm/accounts': [accounts],
  'crm/everybody': [everybody],
};
const each = { 'publish@0': [published('unit')], 'publish@1': [published('work-centre')], 'publish@2': [published('customer')] };
const reject = { row: 2, name: '0017100010', reason: 'It has no class (001000000000010AAQ).' };
const delivered: StepDouble = {
  port: 'out',
  output: {
    path: 'to-master-data/REJECTS.csv',
    name: 'REJECTS.csv',
    records: 1,
    bytes: 80,
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  },
};

function of(doubles: { readonly [path: string]: readonly StepDouble[] }, expect: FlowTest['expect'], description?: string): FlowTest {
  return {
    input: NIGHT,
    valueMaps: calendars,
    doubles: { ...sources, ...each, ...doubles },
    expect,
    ...(description === undefined ? {} : { description }),
  };
}

export const masterDataSyncTests: ExampleTests = {
  flow: 'master-data-sync',
  samples: (day) => ({ 'A night, now': { slot: `${day(0)}T00:00:00.000Z`, missed: 0, parameters: { until: `${day(2)}T00:00:00.000Z` } } }),
  tests: {
    'Good way': of(
      {},
      {
        steps: {
          'publish@0': { writes: 1, config: { kind: 'unit', complete: true, mostBadPercent: 2, mostRemovedPercent: 10 } },
          'publish@1': { writes: 1, config: { kind: 'work-centre', complete: true } },
          'publish@2': { writes: 1, config: { kind: 'customer', complete: true } },
          'done@0': { output: { moved: true } },
          'done@2': { output: { moved: true } },
          whole: { output: { kinds: 3, leftOut: 0 } },
        },
        notRun: ['back@0', 'correct@0', 'silent'],
      },
      'Three sets, each published as one, each with a watermark of its own.',
    ),
    'Only what changed since': {
      ...of({}, { steps: { 'since@0': { output: { first: false } } } }),
      description: 'The night before was whole: now from its watermark, less a day.',
      earlier: [{ input: { ...NIGHT, slot: '2027-01-19T00:00:00.000Z' } }],
    },
    'Bad rows below the limit': of(
      { 'publish@2': [published('customer', { bad: 1, rejects: [reject] })], 'back@2/correct-file': [delivered] },
      {
        steps: {
          'back@2/correct-file': { writes: 1, config: { folder: 'to-master-data', rows: [reject] } },
          'correct@2': {
            config: {
              owner: 'customer-service',
              title: '1 of 3 rows of customer cannot be used; they are in REJECTS.csv, the others are published',
            },
          },
          'done@2': { output: { moved: true } },
        },
        notRun: ['refused@2'],
      },
    ),
    'Too many bad rows': of(
      {
        'publish@0': [{ port: 'too-many-bad', output: { kind: 'unit', rows: 3, bad: 1, rejects: [reject] } }],
        'back@0/correct-file': [delivered],
      },
      {
        steps: {
          'refused@0': {
            config: { owner: 'master-data', title: 'Nothing of unit was published: 1 of 3 rows cannot be used, they are in REJECTS.csv' },
          },
          'done@1': { output: { moved: true } },
        },
        notRun: ['done@0', 'correct@0'],
      },
      'Nothing of the kind is published and its watermark stays; the others go on.',
    ),
    'It would shrink': of(
      { 'publish@1': [{ port: 'shrinks', output: { kind: 'work-centre', rows: 3, bad: 0, rejects: [], present: 7, gone: 4 } }] },
      {
        steps: {
          'shrunk@1': {
            config: {
              title: 'Nothing of work-centre was published: 4 of 7 would be removed. Is the source whole, and may we read all of it?',
            },
          },
        },
        notRun: ['done@1', 'back@1'],
      },
    ),
    'SAP is down for a while': of({ 'sap/materials': [down, down, materials] }, { steps: { 'publish@0': { writes: 1 }, whole: {} } }),
    'SAP refuses one of them': of(
      { 'sap/materials': [{ error: { class: 'denied', code: 'http-403', message: 'No authorisation for API_PRODUCT_SRV.' } }] },
      {
        steps: {
          'publish@2': { writes: 1 },
          silent: { config: { owner: 'integration', title: 'Master data of tonight is not whole: No authorisation for API_PRODUCT_SRV.' } },
        },
        notRun: ['publish@0', 'done@0'],
      },
      'The others are published, and somebody hears of it.',
    ),
    'What became of it is not heard': of(
      { 'publish@0': [{ lost: 'applied', ...published('unit') }] },
      { steps: { 'publish@0': { writes: 1 }, 'done@0': { output: { moved: true } } } },
      'The store is asked under the key of the write: it is published once.',
    ),
    'The window is over': {
      input: { ...NIGHT, parameters: { until: '2020-01-20T04:00:00.000Z' } },
      expect: { steps: { late: {} }, notRun: ['each'] },
    },
  },
};
