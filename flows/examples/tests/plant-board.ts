import type { ExampleTests } from './example-tests.ts';
import { inHand } from './tested-board.ts';
import { silent } from './tested-status.ts';

const asked = { plant: '1010' };

export const plantBoardTests: ExampleTests = {
  flow: 'plant-board',
  samples: () => ({ Hamburg: asked, Charlotte: { plant: '1020' } }),
  tests: {
    'Good way': {
      description:
        'Before each work centre its queue, the earliest first; what is past its end, and what is not released although it begins.',
      input: asked,
      doubles: { 'sap/ask': [inHand] },
      expect: {
        reply: {
          status: 200,
          body: {
            plant: '1010',
            state: 'answered',
            orders: { created: 1, released: 1, partlyConfirmed: 1, confirmed: 0 },
            behind: [{ productionOrder: '000001000501', open: '266.000', unit: 'PC', scheduledEnd: '2020-01-10' }],
            unreleased: [{ productionOrder: '000001000503', scheduledStart: '2020-02-01' }],
            workCentres: [
              { workCentre: 'H-ASM01', waiting: 1, next: [{ productionOrder: '000001000501', start: '2020-01-09T06:00:00' }] },
              { workCentre: 'H-CUT01', waiting: 2, next: [{ productionOrder: '000001000503' }, { productionOrder: '000001000502' }] },
              {
                workCentre: 'H-MIL01',
                waiting: 2,
                next: [{ productionOrder: '000001000501', open: '266.000' }, { productionOrder: '000001000502' }],
              },
            ],
          },
        },
      },
    },
    'Nothing in hand': {
      input: asked,
      doubles: { 'sap/ask': [{ port: 'none', output: { orders: [], count: 0 } }] },
      expect: { reply: { body: { state: 'answered', workCentres: [], behind: [], unreleased: [] } } },
    },
    'SAP does not answer in time': {
      input: asked,
      doubles: { 'sap/ask': [silent] },
      expect: {
        reply: { status: 200, body: { plant: '1010', state: 'unknown', reason: 'The call took more than 1200 ms.', workCentres: [] } },
      },
    },
    'A plant that is none': { input: { plant: '10' }, expect: { refused: 'input-invalid' } },
  },
};
