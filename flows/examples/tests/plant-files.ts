import type { ExampleTests } from './example-tests.ts';
import { cutOff, FILE, kept, PART, putAway, ROWS, rowsRead, shareAway, UNFIT, whole, written } from './tested-file.ts';

const toCorrect = [{ row: 2, name: '0017100010', reason: 'It has no class (001000000000010AAQ).' }];
const lines = [{ order: '0000004713', item: '000020', material: 'FG-1005', quantity: '80.000', unit: 'PC', due: '2027-03-17' }];

export const plantFilesTests: ExampleTests = {
  flow: 'plant-files',
  samples: (day) => ({
    'One line to the plant': {
      operation: 'orders',
      plant: '1010',
      day: day(0),
      number: 1,
      lines: [{ order: '0000004713', item: '000020', material: 'FG-1005', quantity: '80.000', unit: 'PC', due: day(40) }],
    },
  }),
  tests: {
    'Orders to the plant': {
      input: { operation: 'orders', plant: '1010', day: '2027-01-20', number: 42, lines },
      doubles: { 'order-file': [written('ORDERS_42.csv', 1)] },
      expect: {
        steps: { 'order-file': { config: { name: 'ORDERS_42.csv', rows: lines, header: { number: 42 } }, writes: 1 } },
        reply: { body: { outcome: 'delivered', file: 'ORDERS_42.csv', records: 1 } },
      },
    },
    'A lost answer is no second file': {
      description: 'The share went away while the file was delivered. It had been: the work folder says so.',
      input: { operation: 'orders', plant: '1010', day: '2027-01-20', number: 42, lines },
      doubles: {
        'order-file': [
          {
            lost: 'applied',
            port: 'out',
            output: { path: 'to-plant/ORDERS_42.csv', name: 'ORDERS_42.csv', records: 1, bytes: 300, sha256: FILE['sha256']! },
          },
        ],
      },
      expect: { steps: { 'order-file': { writes: 1 } }, reply: { body: { outcome: 'delivered' } } },
    },
    'A whole file is opened': {
      input: { operation: 'open', file: FILE },
      doubles: { split: [whole] },
      expect: { reply: { body: { outcome: 'whole', plant: '1010', number: 42, records: 3 } } },
    },
    'A cut-off file is not': {
      input: { operation: 'open', file: FILE },
      doubles: { split: [cutOff] },
      expect: { reply: { body: { outcome: 'unfit', reason: 'trailer-missing', message: UNFIT } } },
    },
    'Rows of a part': {
      input: { operation: 'rows', part: PART },
      doubles: { read: [rowsRead(1)], keep: [kept(1)] },
      expect: {
        steps: { keep: { config: { part: 1 } } },
        reply: { body: { rows: ROWS.slice(0, 2), collected: { lists: { rejects: { records: 1 } } } } },
      },
    },
    'Bad rows back to the plant': {
      input: { operation: 'rejects', name: 'CONFIRM_000042.csv', collected: [{ part: 1, lists: { rejects: { records: 1 } } }] },
      doubles: { 'reject-file': [written('REJECTS_CONFIRM_000042.csv', 1)] },
      expect: {
        steps: { 'reject-file': { config: { name: 'REJECTS_CONFIRM_000042.csv', list: 'rejects' } } },
        reply: { body: { records: 1 } },
      },
    },
    'Master data to who keeps it': {
      input: { operation: 'to-correct', name: 'customer_1.csv', rows: toCorrect },
      doubles: { 'correct-file': [written('REJECTS_customer_1.csv', 1)] },
      expect: {
        steps: {
          'correct-file': { config: { name: 'REJECTS_customer_1.csv', folder: 'to-master-data', rows: toCorrect }, writes: 1 },
        },
        reply: { body: { file: 'REJECTS_customer_1.csv', records: 1 } },
      },
    },
    'The share goes away on the way to who keeps it': {
      description: 'Written again once it is back, and once only.',
      input: { operation: 'to-correct', name: 'customer_1.csv', rows: toCorrect },
      doubles: { 'correct-file': [shareAway, { lost: 'applied', ...written('REJECTS_customer_1.csv', 1) }] },
      expect: { steps: { 'correct-file': { writes: 2 } }, reply: { body: { file: 'REJECTS_customer_1.csv' } } },
    },
    'Nothing to correct is said without rows': {
      input: { operation: 'to-correct', name: 'customer_1.csv' },
      expect: { refused: 'input-invalid' },
    },
    'Put away with a reason': {
      input: { operation: 'put-away', file: FILE, to: 'error', reason: UNFIT },
      doubles: { error: [putAway('error')] },
      expect: { steps: { error: { config: { to: 'error', reason: UNFIT } } }, notRun: ['archive'] },
    },
  },
};
