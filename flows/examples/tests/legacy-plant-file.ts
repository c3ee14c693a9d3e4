import type { ExampleTests } from './example-tests.ts';
import { cutOff, FILE, kept, putAway, rowsRead, shareAway, UNFIT, whole, written } from './tested-file.ts';

const goodWay = { 'open/split': [whole], 'rows/read': [rowsRead()], 'rows/keep': [kept()], 'away/archive': [putAway('archive')] };

export const legacyPlantFileTests: ExampleTests = {
  flow: 'legacy-plant-file',
  // A message is a file that lies in the work folder: drop one in the share instead.
  samples: () => ({}),
  tests: {
    'Good way': {
      description: 'Every order of the file is told once, with its items in the order of the file.',
      input: FILE,
      doubles: goodWay,
      expect: {
        emitted: [
          {
            type: 'millrace.plant.confirmed.v1',
            data: {
              salesOrder: '0000004713',
              plant: '1010',
              fileNumber: 42,
              items: [
                { item: '000020', availableDate: '2027-03-15' },
                { item: '000040', availableDate: null },
              ],
            },
          },
          { type: 'millrace.plant.confirmed.v1', data: { salesOrder: '0000004714', items: [{ item: '000010' }] } },
        ],
        steps: { 'away/archive': { writes: 1 } },
        notRun: ['refused', 'back', 'ask'],
      },
    },
    'Half a file': {
      description: 'Nothing of it is used; somebody asks for it again, and the file lies in the error folder with the reason.',
      input: FILE,
      doubles: { 'open/split': [cutOff], 'to-error/error': [putAway('error')] },
      expect: { steps: { 'to-error/error': { config: { reason: UNFIT }, writes: 1 } }, notRun: ['parts', 'away'] },
    },
    'Bad rows': {
      description: 'They go back to the plant, the good ones go on.',
      input: FILE,
      doubles: {
        ...goodWay,
        'rows/read': [rowsRead(1)],
        'rows/keep': [kept(1)],
        'back/reject-file': [written('REJECTS_CONFIRM_000042.csv', 1)],
      },
      expect: {
        emitted: [{ type: 'millrace.plant.confirmed.v1', data: { salesOrder: '0000004713' } }],
        steps: { 'back/reject-file': { config: { name: 'REJECTS_CONFIRM_000042.csv' }, writes: 1 }, 'away/archive': { writes: 1 } },
      },
    },
    'The same file again': {
      earlier: [{ input: FILE }],
      input: FILE,
      doubles: goodWay,
      expect: { steps: { 'away/archive': { writes: 1 } } },
    },
    'The share is away for a moment': {
      input: FILE,
      doubles: { ...goodWay, 'open/split': [shareAway, whole] },
      expect: { steps: { 'away/archive': { writes: 1 } } },
    },
  },
};
