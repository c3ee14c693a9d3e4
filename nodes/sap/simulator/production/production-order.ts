/** A production order as it is kept: header and operations by the names of the API. Dates and times are two fields each. */

export type ProductionOrderHeader = {
  readonly ManufacturingOrder: string;
  readonly ManufacturingOrderType: string;
  readonly ManufacturingOrderCategory: string;
  readonly Material: string;
  readonly ProductionPlant: string;
  readonly MRPController: string;
  readonly ProductionUnit: string;
  readonly TotalQuantity: string;
  /** Of the last operation. */
  readonly MfgOrderConfirmedYieldQty: string;
  readonly MfgOrderConfirmedScrapQty: string;
  readonly MfgOrderPlannedStartDate: string;
  readonly MfgOrderPlannedStartTime: string;
  readonly MfgOrderPlannedEndDate: string;
  readonly MfgOrderPlannedEndTime: string;
  readonly MfgOrderScheduledStartDate: string;
  readonly MfgOrderScheduledStartTime: string;
  /** The day on which the availability check counts on the goods. */
  readonly MfgOrderScheduledEndDate: string;
  readonly MfgOrderScheduledEndTime: string;
  readonly SalesOrder: string;
  readonly SalesOrderItem: string;
  /** Status flags are text: `X` or empty. */
  readonly OrderIsCreated: string;
  readonly OrderIsReleased: string;
  readonly OrderIsPartiallyConfirmed: string;
  /** Finally confirmed: no more of it comes. */
  readonly OrderIsConfirmed: string;
  readonly OrderIsTechnicallyCompleted: string;
  readonly OrderIsClosed: string;
  /** 14 digits; the source of the entity tag in this service. */
  readonly LastChangeDateTime: string;
};

export type ProductionOperation = {
  readonly ManufacturingOrder: string;
  readonly ManufacturingOrderSequence: string;
  readonly ManufacturingOrderOperation: string;
  readonly MfgOrderOperationText: string;
  readonly WorkCenter: string;
  readonly ProductionPlant: string;
  readonly OpErlstSchedldExecStrtDte: string;
  readonly OpErlstSchedldExecStrtTme: string;
  readonly OpErlstSchedldExecEndDte: string;
  readonly OpErlstSchedldExecEndTme: string;
  readonly OperationIsReleased: string;
  readonly OpTotalConfirmedYieldQty: string;
  readonly OpTotalConfirmedScrapQty: string;
  /** `X` after a final confirmation. */
  readonly OperationIsConfirmed: string;
};

export interface ProductionOrder {
  readonly header: ProductionOrderHeader;
  readonly operations: readonly ProductionOperation[];
}
