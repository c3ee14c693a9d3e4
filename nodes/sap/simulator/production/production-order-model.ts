/** API_PRODUCTION_ORDER_2_SRV: header and operations. Keys of the operation are an assumption (README). */
import {
  code,
  complexType,
  date,
  decimal,
  digits,
  entitySet,
  entityType,
  flag,
  type ModelFunction,
  readOnly,
  required,
  type ServiceModel,
  text,
  time,
  token,
  toMany,
} from '../gateway/model.ts';

const ORDER = code('ManufacturingOrder', 12);
const SEQUENCE = digits('ManufacturingOrderSequence', 6);
const OPERATION = digits('ManufacturingOrderOperation', 4);

const action = (name: string, parameters: ModelFunction['parameters']): ModelFunction => ({
  name,
  httpMethod: 'POST',
  returns: 'FunctionResult',
  returnsMany: false,
  parameters,
});

export const productionOrderModel: ServiceModel = {
  namespace: 'API_PRODUCTION_ORDER_2_SRV',
  entityTypes: [
    entityType(
      'A_ProductionOrder_2Type',
      [ORDER],
      [
        readOnly(text('ManufacturingOrderCategory', 2)),
        readOnly(text('ManufacturingOrderType', 4)),
        readOnly(code('Material', 40, 18)),
        readOnly(text('ProductionPlant', 4)),
        readOnly(text('MRPController', 3)),
        readOnly(text('ProductionUnit', 3)),
        decimal('TotalQuantity', 13, 3, 'ProductionUnit'),
        readOnly(decimal('MfgOrderConfirmedYieldQty', 13, 3, 'ProductionUnit')),
        readOnly(decimal('MfgOrderConfirmedScrapQty', 13, 3, 'ProductionUnit')),
        date('MfgOrderPlannedStartDate'),
        time('MfgOrderPlannedStartTime'),
        date('MfgOrderPlannedEndDate'),
        time('MfgOrderPlannedEndTime'),
        readOnly(date('MfgOrderScheduledStartDate')),
        readOnly(time('MfgOrderScheduledStartTime')),
        readOnly(date('MfgOrderScheduledEndDate')),
        readOnly(time('MfgOrderScheduledEndTime')),
        readOnly(code('SalesOrder', 10)),
        readOnly(digits('SalesOrderItem', 6)),
        readOnly(text('OrderIsCreated', 1)),
        readOnly(text('OrderIsReleased', 1)),
        readOnly(text('OrderIsPartiallyConfirmed', 1)),
        readOnly(text('OrderIsConfirmed', 1)),
        readOnly(text('OrderIsTechnicallyCompleted', 1)),
        readOnly(text('OrderIsClosed', 1)),
        token(text('LastChangeDateTime', 14)),
      ],
      [toMany('to_ProductionOrderOperation', 'A_ProductionOrderOperation_2Type', ['ManufacturingOrder'])],
    ),
    entityType(
      'A_ProductionOrderOperation_2Type',
      [ORDER, SEQUENCE, OPERATION],
      [
        text('MfgOrderOperationText', 40),
        text('WorkCenter', 8),
        text('ProductionPlant', 4),
        date('OpErlstSchedldExecStrtDte'),
        time('OpErlstSchedldExecStrtTme'),
        date('OpErlstSchedldExecEndDte'),
        time('OpErlstSchedldExecEndTme'),
        text('OperationIsReleased', 1),
        decimal('OpTotalConfirmedYieldQty', 13, 3),
        decimal('OpTotalConfirmedScrapQty', 13, 3),
        text('OperationIsConfirmed', 1),
      ],
    ),
  ],
  complexTypes: [complexType('FunctionResult', [flag('Success')])],
  entitySets: [
    entitySet('A_ProductionOrder_2', 'A_ProductionOrder_2Type', ['update']),
    entitySet('A_ProductionOrderOperation_2', 'A_ProductionOrderOperation_2Type'),
  ],
  functionImports: [
    action('ScheduleProductionOrderOperation', [
      required(ORDER),
      required(SEQUENCE),
      required(OPERATION),
      date('OpSchedldStartDate'),
      time('OpSchedldStartTime'),
      date('OpSchedldEndDate'),
      time('OpSchedldEndTime'),
      text('OpSchedulingMode', 1),
    ]),
    action('ReleaseOrder', [required(ORDER)]),
    action('TechlyCmpltOrder', [required(ORDER)]),
    {
      name: 'ConvertPlndOrder',
      httpMethod: 'POST',
      returns: 'A_ProductionOrder_2Type',
      returnsMany: false,
      parameters: [required(code('PlannedOrder', 10)), text('ManufacturingOrderType', 4)],
    },
  ],
};
