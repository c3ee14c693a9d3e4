import type { ExampleTests } from './example-tests.ts';
import { calendars, capacities, centres, material, materials, rowsOf } from './tested-master-data.ts';
import { down } from './tested-order.ts';

export const sapMasterDataTests: ExampleTests = {
  flow: 'sap-master-data',
  samples: (day) => ({
    'All materials': { operation: 'materials' },
    'Materials that changed': { operation: 'materials', since: day(-1) },
    'Work centres': { operation: 'work-centres' },
  }),
  tests: {
    Materials: {
      description: 'Each unit by each of its codes, with the exact factor; eighteen digits and forty signs as everywhere else.',
      input: { operation: 'materials' },
      doubles: { materials: [materials] },
      expect: {
        reply: {
          body: {
            complete: true,
            removed: [],
            rows: [
              {
                name: '000000000000100043',
                value: {
                  baseUnit: 'PC',
                  decimals: 0,
                  units: [
                    { unit: 'ST', numerator: 1, denominator: 1 },
                    { unit: 'PCE', numerator: 1, denominator: 1 },
                    { unit: 'CAR', numerator: 12, denominator: 1 },
                    { unit: 'KAR', numerator: 12, denominator: 1 },
                    { unit: 'CT', numerator: 12, denominator: 1 },
                    { unit: 'KG', numerator: 10, denominator: 7 },
                    { unit: 'KGM', numerator: 10, denominator: 7 },
                  ],
                },
                problem: null,
              },
              { name: 'FG-1001' },
              { name: 'FG-2001-VALVE-DN080-PN16-SS316-FLANGED-L' },
            ],
          },
        },
        steps: { materials: { config: { filter: '' } } },
      },
    },
    'What changed': {
      input: { operation: 'materials', since: '2027-01-19' },
      doubles: { materials: [rowsOf(material('FG-1001'), material('FG-1002', { IsMarkedForDeletion: true }))] },
      expect: {
        steps: { materials: { config: { filter: "LastChangeDate ge datetime'2027-01-19T00:00:00'" } } },
        reply: { body: { complete: false, rows: [{ name: 'FG-1001' }], removed: ['FG-1002'] } },
      },
    },
    'Bad materials say why': {
      input: { operation: 'materials' },
      doubles: {
        materials: [
          rowsOf(
            material('FG-1', { BaseUnit: '' }),
            material('FG-3', {
              to_ProductUnitsOfMeasure: [{ AlternativeUnit: 'CAR', QuantityNumerator: '12', QuantityDenominator: '0', BaseUnit: 'PC' }],
            }),
          ),
        ],
      },
      expect: {
        reply: {
          body: {
            rows: [{ problem: 'It has no base unit.' }, { problem: 'A unit has a factor of nothing.' }],
          },
        },
      },
    },
    'A material in no plant yet': {
      description: 'Master data has begun it and not extended it to a plant: it is left out and counted, not sent back as bad.',
      input: { operation: 'materials' },
      doubles: { materials: [rowsOf(material('FG-1001'), material('FG-9001', { to_Plant: [] }))] },
      expect: { reply: { body: { complete: true, rows: [{ name: 'FG-1001', problem: null }], removed: [], leftOut: 1 } } },
    },
    'Work centres': {
      description: 'The same code in two plants is two work centres; one that is valid no more is left out.',
      input: { operation: 'work-centres' },
      valueMaps: calendars,
      doubles: { centres: [centres], capacities: [capacities] },
      expect: {
        reply: {
          body: {
            complete: true,
            rows: [
              { name: '1010-CUT01', value: { label: 'Saw and deburr', plant: '1010', calendar: 'DE-2S', capacity: 1 } },
              { name: '1020-CUT01', value: { plant: '1020', calendar: 'US-2S' } },
              { name: '1010-ASM01', value: { calendar: 'DE-1S', capacity: 2 } },
            ],
          },
        },
      },
    },
    'Bad work centres say why': {
      input: { operation: 'work-centres' },
      valueMaps: { 'sap-factory-calendar': { D2: 'DE-2S', U2: 'US-2S' } },
      doubles: {
        centres: [centres],
        capacities: [{ port: 'out', output: { rows: [{ CapacityInternalID: '00020002', FactoryCalendar: 'D1' }], count: 1 } }],
      },
      expect: {
        reply: {
          body: {
            rows: [
              { problem: 'It has no capacity.' },
              { problem: 'It has no capacity.' },
              { problem: 'The value map sap-factory-calendar does not know the factory calendar D1.' },
            ],
          },
        },
      },
    },
    'SAP is down for a while': {
      input: { operation: 'materials' },
      doubles: { materials: [down, down, materials] },
      expect: { reply: { body: { complete: true } } },
    },
  },
};
