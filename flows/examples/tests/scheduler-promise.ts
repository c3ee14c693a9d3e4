import { ASKED, planAnswers, silent } from './available-to-promise.ts';
import type { ExampleTests } from './example-tests.ts';
import { down } from './tested-order.ts';

export const schedulerPromiseTests: ExampleTests = {
  flow: 'scheduler-promise',
  samples: (day) => ({
    'Three lines from two plants': {
      items: [
        { line: '000010', material: 'FG-1009', plant: '1020', quantity: '1.000', unit: 'PC', requestedDate: day(30) },
        { line: '000020', material: '000000000000100043', plant: '1010', quantity: '2.000', unit: 'CAR', requestedDate: day(30) },
        { line: '000030', material: 'FG-1004', plant: '1010', quantity: '5000.000', unit: 'PC', requestedDate: day(5) },
      ],
    },
  }),
  tests: {
    'Good way': {
      input: { items: ASKED },
      doubles: { ask: [planAnswers] },
      expect: { reply: { body: { system: 'scheduler', state: 'answered', asOf: '2027-01-20T09:00:01.000Z' } } },
    },
    'Not in time': {
      input: { items: ASKED },
      doubles: { ask: [silent] },
      expect: { reply: { body: { system: 'scheduler', state: 'unknown', reason: 'The call took more than 1200 ms.' } } },
    },
    'Scheduling is down': {
      input: { items: ASKED },
      doubles: { ask: [down] },
      expect: { reply: { body: { state: 'unknown', reason: 'The system is down for maintenance.' } } },
    },
  },
};
