/** How scheduling speaks of the order of the examples' tests: told, planned, offered, promised. */
import type { StepDouble } from '../../flow-test.ts';
import type { Json, JsonObject } from '../../json.ts';
import { LINES, ORDER } from './tested-order.ts';

/** Day of availability by item, as scheduled back from the day at the customer: a day to pack; a day on the road from Hamburg, two from Charlotte. */
export const DUE: { readonly [item: string]: string } = {
  '000010': '2027-03-05',
  '000020': '2027-03-15',
  '000030': '2027-03-08',
  '000040': '2027-03-10',
  '000050': '2027-03-09',
};

/** In pieces: twenty and twelve make a carton. */
const PIECES: { readonly [item: string]: string } = { '000010': '80.000', '000030': '36.000' };

/** What scheduling has to make. */
export const DEMAND = LINES.map(({ item, material, plant, quantity }) => ({
  item,
  material,
  plant,
  quantity: PIECES[item] ?? quantity,
  unit: 'PC',
  dueDate: DUE[item]!,
}));

const inTime = DEMAND.map(({ item, plant, quantity, unit, dueDate }) => ({
  item,
  quantity,
  unit,
  requestedDate: dueDate,
  committedDate: dueDate,
  onTime: true,
  parts: [{ quantity, date: dueDate, plant }],
  operations: [
    {
      operation: '0030',
      resource: 'H-ASM01/1',
      workCentre: 'H-ASM01',
      start: '2027-03-04T07:00:00.000Z',
      end: '2027-03-04T15:40:00.000Z',
    },
  ],
}));

/** Every item on the day. */
export const committed: JsonObject = { demandId: ORDER, demandRevision: 3, outcome: 'committed', lines: inTime, offers: [] };

/** Item 20 comes two weeks late because a machine is full. */
export const late: JsonObject = {
  demandId: ORDER,
  demandRevision: 3,
  outcome: 'offers',
  committedDate: '2027-03-29',
  lines: inTime.map((line) =>
    line.item === '000020'
      ? {
          ...line,
          committedDate: '2027-03-29',
          onTime: false,
          reason: 'capacity',
          blocking: 'H-MIL01',
          parts: [{ quantity: '80.000', date: '2027-03-29', plant: '1010' }],
        }
      : line,
  ),
  offers: [
    { kind: 'later-full', item: '000020', parts: [{ quantity: '80.000', date: '2027-03-29', plant: '1010' }] },
    {
      kind: 'split',
      item: '000020',
      parts: [
        { quantity: '50.000', date: '2027-03-15', plant: '1010' },
        { quantity: '30.000', date: '2027-03-29', plant: '1010' },
      ],
    },
    { kind: 'other-plant', item: '000020', parts: [{ quantity: '80.000', date: '2027-03-18', plant: '1020' }] },
  ],
  reason: 'capacity',
  blocking: 'H-MIL01',
  earliestDate: '2027-03-29',
};

/** No way to make it. */
export const impossible: JsonObject = {
  demandId: ORDER,
  demandRevision: 3,
  outcome: 'infeasible',
  lines: [],
  offers: [],
  reason: 'material',
  blocking: 'RM-3003',
};

export const demandTaken: StepDouble = { port: 'done', output: { demandId: ORDER, demandRevision: 3 } };

/** Answer of `scheduler/request-plan`. */
export function plan(port: 'feasible' | 'offers' | 'failed', answer: JsonObject, planVersion = 41): StepDouble & { readonly output: Json } {
  return { port, output: { planId: 'plan-88', status: 'done', planVersion, demands: [answer], displaced: [] } };
}

/** The CRM has taken the commitment of every item. */
export const commitmentsTold: StepDouble = {
  port: 'out',
  output: { records: LINES.map(({ item }) => ({ id: `a1C5g0000000${item}AAA`, created: false })) },
};
