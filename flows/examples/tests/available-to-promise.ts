import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';

/** Three lines from two plants, one by its 18-digit number, in pieces and cartons. */
export const ASKED = [
  { line: '000010', material: 'FG-1009', plant: '1020', quantity: '1.000', unit: 'PC', requestedDate: '2027-03-10' },
  { line: '000020', material: '000000000000100043', plant: '1010', quantity: '2.000', unit: 'CAR', requestedDate: '2027-03-10' },
  { line: '000030', material: 'FG-1004', plant: '1010', quantity: '5000.000', unit: 'PC', requestedDate: '2027-03-12' },
];

const request = { requestId: 'Q-2027-0042', customer: '0017100001', items: ASKED };

function answerOf(asOf: string, items: readonly JsonObject[], more: JsonObject = {}): StepDouble {
  return { port: 'out', output: { binding: false, asOf, items, ...more } };
}

function line(number: string, verdict: string, source: string, quantity: string, unit: string, date: string, plant: string): JsonObject {
  return { line: number, verdict, source, lines: [{ quantity, unit, date, plant }] };
}

const fromStock = line('000010', 'available', 'stock', '1.000', 'PC', '2027-03-10', '1020');
const fromReceipt = line('000020', 'later', 'receipt', '2.000', 'CAR', '2027-03-24', '1010');
const partly = line('000030', 'partly-available', 'stock', '134.000', 'PC', '2027-03-12', '1010');

/** SAP has one line, the second only later, of the third a little. */
export const sapAnswers = answerOf('2027-01-20T09:00:05.000Z', [fromStock, fromReceipt, partly], { allAvailable: false, supply: [] });
/** Production could make the second on the day and all of the third in April. */
export const planAnswers = answerOf('2027-01-20T09:00:01.000Z', [
  line('000010', 'later', 'plan', '1.000', 'PC', '2027-03-20', '1020'),
  line('000020', 'available', 'plan', '2.000', 'CAR', '2027-03-10', '1010'),
  line('000030', 'later', 'plan', '5000.000', 'PC', '2027-04-21', '1010'),
]);

export const silent: StepDouble = { error: { class: 'timeout', code: 'deadline', message: 'The call took more than 1200 ms.' } };

function of(sap: StepDouble, scheduler: StepDouble, rest: Omit<FlowTest, 'input' | 'doubles'>): FlowTest {
  return { input: request, doubles: { 'sap/ask': [sap], 'scheduler/ask': [scheduler] }, ...rest };
}

const unknown = (number: string, reason: string): JsonObject => ({
  line: number,
  verdict: 'unknown',
  source: 'unknown',
  lines: [],
  reason,
});

export const availableToPromiseTests: ExampleTests = {
  flow: 'available-to-promise',
  samples: (day) => ({
    'Three lines from two plants': {
      requestId: 'Q-SAMPLE-1',
      customer: '0017100001',
      items: [
        { line: '000010', material: 'FG-1009', plant: '1020', quantity: '1.000', unit: 'PC', requestedDate: day(150) },
        { line: '000020', material: '000000000000100043', plant: '1010', quantity: '2.000', unit: 'CAR', requestedDate: day(150) },
        { line: '000030', material: 'FG-1004', plant: '1010', quantity: '5000.000', unit: 'PC', requestedDate: day(5) },
      ],
    },
    'A material that nobody knows beside two that exist': {
      requestId: 'Q-SAMPLE-2',
      customer: '0017100007',
      items: [
        { line: '000010', material: 'NONE', plant: '1010', quantity: '2.500', unit: 'KG', requestedDate: day(30) },
        { line: '000020', material: 'FG-1001', plant: '1010', quantity: '3.000', unit: 'CAR', requestedDate: day(30) },
        { line: '000030', material: 'FG-1002', plant: '1020', quantity: '6000.000', unit: 'PC', requestedDate: day(120) },
      ],
    },
  }),
  tests: {
    'Good way': of(sapAnswers, planAnswers, {
      description: 'The better of both for each line, with its source; as of the older answer; binding nobody.',
      expect: {
        reply: {
          status: 200,
          body: {
            requestId: 'Q-2027-0042',
            binding: false,
            asOf: '2027-01-20T09:00:01.000Z',
            sources: [
              { system: 'sap', state: 'answered', asOf: '2027-01-20T09:00:05.000Z' },
              { system: 'scheduler', state: 'answered', asOf: '2027-01-20T09:00:01.000Z' },
            ],
            items: [
              fromStock,
              line('000020', 'available', 'plan', '2.000', 'CAR', '2027-03-10', '1010'),
              line('000030', 'later', 'plan', '5000.000', 'PC', '2027-04-21', '1010'),
            ],
          },
        },
      },
    }),
    'SAP does not answer in time': of(silent, planAnswers, {
      description: 'Unknown, and never an older promise: what is in stock nobody else can say.',
      expect: {
        reply: {
          status: 200,
          body: { items: ASKED.map(({ line: number }) => unknown(number, 'SAP did not answer: The call took more than 1200 ms.')) },
        },
      },
    }),
    'Scheduling does not answer in time': of(sapAnswers, silent, {
      description: 'What SAP has is promised from SAP.',
      expect: {
        reply: {
          body: {
            sources: [
              { system: 'sap', state: 'answered', asOf: '2027-01-20T09:00:05.000Z' },
              { system: 'scheduler', state: 'unknown' },
            ],
            items: [fromStock, fromReceipt, partly],
          },
        },
      },
    }),
    'SAP refuses a line': of(
      answerOf('2027-01-20T09:00:05.000Z', [unknown('000010', 'Material FG-1009 is not maintained in plant 1020.'), fromReceipt, partly], {
        allAvailable: false,
        supply: [],
      }),
      planAnswers,
      {
        description: 'The others are answered; this one has the words of SAP, whatever scheduling believes.',
        expect: { reply: { status: 200, body: { requestId: 'Q-2027-0042' } }, steps: { promise: { output: { binding: false } } } },
      },
    ),
    'The same question twice reserves nothing': {
      ...of(sapAnswers, planAnswers, { expect: { reply: { status: 200 } } }),
      earlier: [{ input: request }],
    },
    'Nothing is asked': { input: { customer: '0017100001', items: [] }, expect: { refused: 'input-invalid' } },
  },
};
