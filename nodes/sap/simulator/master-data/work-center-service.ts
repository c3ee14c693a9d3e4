/** API_WORK_CENTERS: work centres, and the capacity of each with its factory calendar. Read only; SAP gives no day of the last change. */
import type { WorkCentre } from '../../../sandbox/landscape-model.ts';
import { date, digits, entitySet, entityType, int, text, time } from '../gateway/model.ts';
import type { ODataService, Row } from '../gateway/service.ts';
import type { SapData } from '../sap-data.ts';

const INTERNAL_ID = digits('WorkCenterInternalID', 8);
const CAPACITY_ID = digits('CapacityInternalID', 8);

export const workCenterService: ODataService = {
  path: '/sap/opu/odata/sap/API_WORK_CENTERS',
  id: 'API_WORK_CENTERS',
  version: '0001',
  title: 'Work Center (A2X)',
  component: 'PP-BD-WKC',
  model: {
    namespace: 'API_WORK_CENTERS',
    entityTypes: [
      entityType(
        'A_WorkCentersType',
        [INTERNAL_ID, text('WorkCenterTypeCode', 2)],
        [
          text('WorkCenter', 8),
          text('WorkCenterDesc', 40),
          text('Plant', 4),
          text('WorkCenterCategoryCode', 4),
          text('WorkCenterUsage', 3),
          CAPACITY_ID,
          date('ValidityStartDate'),
          date('ValidityEndDate'),
        ],
      ),
      entityType(
        'A_WorkCenterCapacityType',
        [CAPACITY_ID],
        [
          text('Capacity', 8),
          text('CapacityCategoryCode', 3),
          int('CapacityNumberOfCapacities'),
          text('FactoryCalendar', 2),
          text('Plant', 4),
          time('CapacityStartTime'),
          time('CapacityEndTime'),
          text('CapacityQuantityUnit', 3),
        ],
      ),
    ],
    complexTypes: [],
    entitySets: [entitySet('A_WorkCenters', 'A_WorkCentersType'), entitySet('A_WorkCenterCapacity', 'A_WorkCenterCapacityType')],
    functionImports: [],
  },
  sets: {
    A_WorkCenters: {
      rows: ({ landscape }) =>
        landscape.workCentres.map((centre, index) => ({
          WorkCenterInternalID: internalId(index),
          WorkCenterTypeCode: 'A',
          WorkCenter: centre.workCentre,
          WorkCenterDesc: centre.description,
          Plant: centre.plant,
          WorkCenterCategoryCode: '0001',
          WorkCenterUsage: '009',
          CapacityInternalID: capacityId(index),
          ValidityStartDate: '2024-01-01',
          ValidityEndDate: '9999-12-31',
        })),
    },
    A_WorkCenterCapacity: { rows: (data) => data.landscape.workCentres.map((centre, index) => capacityRow(data, centre, index)) },
  },
  functions: {},
};

const internalId = (index: number): string => String(10_000 + index).padStart(8, '0');
const capacityId = (index: number): string => String(20_000 + index).padStart(8, '0');

/** Its day is that of the shifts of its calendar, from the first to the last. */
function capacityRow({ landscape }: SapData, centre: WorkCentre, index: number): Row {
  const calendar = landscape.calendars.find(({ code }) => code === centre.calendar)!;
  return {
    CapacityInternalID: capacityId(index),
    Capacity: centre.workCentre,
    CapacityCategoryCode: '001',
    CapacityNumberOfCapacities: centre.capacity,
    FactoryCalendar: calendar.sapCode,
    Plant: centre.plant,
    CapacityStartTime: `${calendar.shifts[0]!.start}:00`,
    CapacityEndTime: `${calendar.shifts.at(-1)!.end}:00`,
    CapacityQuantityUnit: 'H',
  };
}
