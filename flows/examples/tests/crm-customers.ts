import type { ExampleTests } from './example-tests.ts';
import { account, accounts, accountsOf, everybody, everybodyOf, withoutClass } from './tested-master-data.ts';
import { down } from './tested-order.ts';

export const crmCustomersTests: ExampleTests = {
  flow: 'crm-customers',
  samples: (day) => ({ 'All customers': {}, 'Customers that changed': { since: `${day(-1)}T00:00:00Z` } }),
  tests: {
    Customers: {
      description: 'Ten digits, whoever typed them, and who belongs to whom.',
      input: {},
      doubles: { everybody: [everybody] },
      expect: {
        notRun: ['accounts'],
        reply: {
          body: {
            complete: true,
            rows: [
              { name: '0017100001', value: { label: 'Customer 17100001', class: 'A', country: 'DE' }, problem: null },
              { name: '0017100006', value: { class: 'B', parent: '0017100001' } },
              { name: '0017100009', value: { class: 'C', parent: '0017100001' } },
            ],
          },
        },
      },
    },
    'What changed': {
      input: { since: '2027-01-19T01:00:00Z' },
      doubles: { accounts: [accounts] },
      expect: {
        steps: { accounts: { config: { parameters: { since: '2027-01-19T01:00:00Z' } } } },
        notRun: ['everybody'],
        reply: {
          body: {
            complete: false,
            rows: [{ name: '0017100001' }, { value: { parent: '0017100001' } }, { value: { parent: '0017100001' } }],
          },
        },
      },
    },
    'Nobody changed': {
      input: { since: '2027-01-19T01:00:00Z' },
      doubles: { accounts: [accountsOf()] },
      expect: { reply: { body: { rows: [], complete: false } } },
    },
    'Bad customers say why': {
      input: {},
      doubles: { everybody: [everybodyOf(withoutClass, account('D-4711', 'B'))] },
      expect: {
        reply: {
          body: {
            rows: [
              { problem: 'It has no class (001000000000010AAQ).' },
              { problem: '"D-4711" is no customer number of SAP (001000000000711AAQ).' },
            ],
          },
        },
      },
    },
    'More customers than can be kept': {
      description: 'Half a list would be published as if it were whole: it fails, and master-data-sync tells integration.',
      input: {},
      doubles: {
        everybody: [{ ...everybody, output: { ...everybody.output, total: 61_234, complete: false } }],
      },
      expect: { state: 'parked', steps: { everybody: { config: { maxRecords: 50_000 } } }, notRun: ['read'] },
    },
    'More customers than can be kept have changed': {
      input: { since: '2027-01-19T01:00:00Z' },
      doubles: {
        accounts: [
          {
            error: {
              class: 'invalid',
              code: 'too-many-records',
              message: 'Salesforce finds 61234 records where at most 50000 may be read',
            },
          },
        ],
      },
      expect: { state: 'parked', steps: { accounts: { config: { maxRecords: 50_000, whenMore: 'fail' } } }, notRun: ['rows', 'read'] },
    },
    'There is no customer': {
      input: {},
      doubles: { everybody: [everybodyOf()] },
      expect: { reply: { body: { rows: [], complete: false } } },
    },
    'The CRM is down for a while': {
      input: {},
      doubles: { everybody: [down, everybody] },
      expect: { reply: { body: { complete: true } } },
    },
  },
};
