/** What planning proposes in a system that was just seeded: one order for every material that is made in a plant. */
import { addDays } from '../../../sandbox/landscape.ts';
import type { Landscape } from '../../../sandbox/landscape-model.ts';
import type { PlannedOrder } from './planned-order.ts';

const FIRST = 200_001;

export function seedPlannedOrders(landscape: Landscape): readonly PlannedOrder[] {
  const made = landscape.materials.flatMap((material) =>
    material.plants.filter(({ procurement }) => procurement === 'E').map((plant) => ({ material, plant })),
  );
  return made.map(({ material, plant }, index): PlannedOrder => {
    const end = addDays(landscape.today, 42 + (index % 5));
    const start = addDays(end, -plant.routing.length);
    return {
      PlannedOrder: String(FIRST + index).padStart(10, '0'),
      PlannedOrderType: 'LA',
      Material: material.material,
      MaterialName: material.description,
      ProductionPlant: plant.plant,
      MRPPlant: plant.plant,
      MRPArea: plant.plant,
      MRPController: '001',
      ProductionVersion: '0001',
      MaterialProcurementCategory: 'E',
      StorageLocation: landscape.plants.find(({ code }) => code === plant.plant)?.storageLocation ?? '',
      BaseUnit: material.baseUnit,
      TotalQuantity: `${60 + (index % 4) * 20}.000`,
      PlndOrderPlannedStartDate: start,
      PlndOrderPlannedStartTime: '06:00:00',
      PlndOrderPlannedEndDate: end,
      PlndOrderPlannedEndTime: '22:00:00',
      PlannedOrderOpeningDate: addDays(start, -5),
      SalesOrder: '',
      SalesOrderItem: '000000',
      PlannedOrderIsFirm: index % 3 === 1,
      PlannedOrderIsConvertible: true,
      PlannedOrderCapacityIsDsptchd: index % 7 === 6,
      LastChangeDateTime: `${landscape.today}T05:00:00.0000000Z`,
    };
  });
}
