/** A production order as it is made: by the routing of its plant, back from the day on which it shall be done. */
import { addDays } from '../../../sandbox/landscape.ts';
import type { Material, MaterialPlant, PlannedReceipt } from '../../../sandbox/landscape-model.ts';
import type { ProductionOrder } from './production-order.ts';

/** Released at once where it begins within the next days. Its operations are those of the plant's routing, a day each. */
export function newProductionOrder(
  material: Material,
  plant: MaterialPlant,
  receipt: Pick<PlannedReceipt, 'document' | 'date' | 'quantity'>,
  today: string,
): ProductionOrder {
  const operations = plant.routing.length;
  const start = addDays(receipt.date, -operations);
  const released = start <= addDays(today, 5);
  return {
    header: {
      ManufacturingOrder: receipt.document,
      ManufacturingOrderType: 'YBM1',
      ManufacturingOrderCategory: '10',
      Material: material.material,
      ProductionPlant: plant.plant,
      MRPController: '001',
      ProductionUnit: material.baseUnit,
      TotalQuantity: receipt.quantity,
      MfgOrderConfirmedYieldQty: '0.000',
      MfgOrderConfirmedScrapQty: '0.000',
      MfgOrderPlannedStartDate: start,
      MfgOrderPlannedStartTime: '06:00:00',
      MfgOrderPlannedEndDate: receipt.date,
      MfgOrderPlannedEndTime: '22:00:00',
      MfgOrderScheduledStartDate: start,
      MfgOrderScheduledStartTime: '06:00:00',
      MfgOrderScheduledEndDate: receipt.date,
      MfgOrderScheduledEndTime: '22:00:00',
      SalesOrder: '',
      SalesOrderItem: '',
      OrderIsCreated: released ? '' : 'X',
      OrderIsReleased: released ? 'X' : '',
      OrderIsPartiallyConfirmed: '',
      OrderIsConfirmed: '',
      OrderIsTechnicallyCompleted: '',
      OrderIsClosed: '',
      LastChangeDateTime: `${today.replaceAll('-', '')}060000`,
    },
    operations: plant.routing.map((step, index) => ({
      ManufacturingOrder: receipt.document,
      ManufacturingOrderSequence: '0',
      ManufacturingOrderOperation: step.operation,
      MfgOrderOperationText: step.description,
      WorkCenter: step.workCentre,
      ProductionPlant: plant.plant,
      OpErlstSchedldExecStrtDte: addDays(start, index),
      OpErlstSchedldExecStrtTme: '06:00:00',
      OpErlstSchedldExecEndDte: index === operations - 1 ? receipt.date : addDays(start, index),
      OpErlstSchedldExecEndTme: '22:00:00',
      OperationIsReleased: released ? 'X' : '',
      OpTotalConfirmedYieldQty: '0.000',
      OpTotalConfirmedScrapQty: '0.000',
      OperationIsConfirmed: '',
    })),
  };
}
