import { ASKED, sapAnswers, silent } from './available-to-promise.ts';
import type { ExampleTests } from './example-tests.ts';
import { down } from './tested-order.ts';

export const sapAvailabilityTests: ExampleTests = {
  flow: 'sap-availability',
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
      doubles: { ask: [sapAnswers] },
      expect: { reply: { body: { system: 'sap', state: 'answered', asOf: '2027-01-20T09:00:05.000Z' } } },
    },
    'Not in time': {
      description: 'Asked once: a caller waits.',
      input: { items: ASKED },
      doubles: { ask: [silent] },
      expect: { reply: { body: { system: 'sap', state: 'unknown', reason: 'The call took more than 1200 ms.' } } },
    },
    'SAP is down': {
      input: { items: ASKED },
      doubles: { ask: [down] },
      expect: { reply: { body: { state: 'unknown', reason: 'The system is down for maintenance.' } } },
    },
    'An old answer is good enough': {
      description: 'A landscape may say so by variable.',
      input: { items: ASKED },
      variables: { promiseReuseMs: 5_000 },
      doubles: { ask: [sapAnswers] },
      expect: { steps: { ask: { config: { reuseMs: 5_000 } } } },
    },
  },
};
