import { planAnswers, sapAnswers, silent } from './available-to-promise.ts';
import type { ExampleTests } from './example-tests.ts';

/** A seller writes a quote: the fields of the CRM, numbers as numbers. */
const quote = {
  Quote__c: 'Q-20426',
  ERP_Customer_Number__c: '0017100001',
  Lines: [
    { Line_Number__c: 10, ProductCode: 'FG-1009', Plant__c: '1020', Quantity: 1, Unit__c: 'PC', ServiceDate: '2027-03-10' },
    { Line_Number__c: 20, ProductCode: '000000000000100043', Plant__c: '1010', Quantity: 2, Unit__c: 'CAR', ServiceDate: '2027-03-10' },
    { Line_Number__c: 30, ProductCode: 'FG-1004', Plant__c: '1010', Quantity: 5000, Unit__c: 'PC', ServiceDate: '2027-03-12' },
  ],
};

export const promiseForCrmTests: ExampleTests = {
  flow: 'promise-for-crm',
  samples: (day) => ({
    'A quote of three lines': {
      Quote__c: 'Q-SAMPLE-1',
      ERP_Customer_Number__c: '0017100001',
      Lines: [
        { Line_Number__c: 10, ProductCode: 'FG-1009', Plant__c: '1020', Quantity: 1, Unit__c: 'PC', ServiceDate: day(150) },
        { Line_Number__c: 20, ProductCode: 'FG-1001', Plant__c: '1010', Quantity: 2.5, Unit__c: 'CAR', ServiceDate: day(150) },
        { Line_Number__c: 30, ProductCode: 'FG-1004', Plant__c: '1010', Quantity: 5000, Unit__c: 'PC', ServiceDate: day(5) },
      ],
    },
  }),
  tests: {
    'Good way': {
      description: 'Asked in the words of the flow, answered in those of the CRM and in a sentence for the customer.',
      input: quote,
      doubles: { 'promise/sap/ask': [sapAnswers], 'promise/scheduler/ask': [planAnswers] },
      expect: {
        steps: {
          request: {
            output: {
              requestId: 'Q-20426',
              items: [
                { line: '000010', material: 'FG-1009', plant: '1020', quantity: '1.000', unit: 'PC', requestedDate: '2027-03-10' },
                {
                  line: '000020',
                  material: '000000000000100043',
                  plant: '1010',
                  quantity: '2.000',
                  unit: 'CAR',
                  requestedDate: '2027-03-10',
                },
                { line: '000030', material: 'FG-1004', plant: '1010', quantity: '5000.000', unit: 'PC', requestedDate: '2027-03-12' },
              ],
            },
          },
        },
        reply: {
          status: 200,
          body: {
            Quote__c: 'Q-20426',
            Binding: false,
            As_Of__c: '2027-01-20T09:00:01.000Z',
            Lines: [
              {
                Line_Number__c: 10,
                Promise_Status__c: 'available',
                Promise_Date__c: '2027-03-10',
                Promise_Text__c: '1.000 PC on 2027-03-10 from plant 1020',
              },
              {
                Line_Number__c: 20,
                Promise_Status__c: 'available',
                Promise_Date__c: '2027-03-10',
                Promise_Text__c: '2.000 CAR on 2027-03-10 from plant 1010',
              },
              {
                Line_Number__c: 30,
                Promise_Status__c: 'later',
                Promise_Date__c: '2027-04-21',
                Promise_Text__c: '5000.000 PC on 2027-04-21 from plant 1010',
              },
            ],
          },
        },
      },
    },
    'SAP does not answer in time': {
      input: quote,
      doubles: { 'promise/sap/ask': [silent], 'promise/scheduler/ask': [planAnswers] },
      expect: {
        reply: {
          body: {
            Lines: quote.Lines.map(({ Line_Number__c }) => ({
              Line_Number__c,
              Promise_Status__c: 'unknown',
              Promise_Text__c: 'No date can be given just now. SAP did not answer: The call took more than 1200 ms.',
            })),
          },
        },
      },
    },
    'A product code that is none': {
      input: { ...quote, Lines: [{ ...quote.Lines[0]!, ProductCode: '' }] },
      expect: { refused: 'input-invalid' },
    },
  },
};
