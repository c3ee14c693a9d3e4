/** A planned order as it is kept, by the names of API_PLANNED_ORDERS: what planning proposes and nobody has ordered yet. */

export type PlannedOrder = {
  readonly PlannedOrder: string;
  readonly PlannedOrderType: string;
  readonly Material: string;
  readonly MaterialName: string;
  readonly ProductionPlant: string;
  readonly MRPPlant: string;
  readonly MRPArea: string;
  readonly MRPController: string;
  readonly ProductionVersion: string;
  readonly MaterialProcurementCategory: string;
  readonly StorageLocation: string;
  readonly BaseUnit: string;
  readonly TotalQuantity: string;
  readonly PlndOrderPlannedStartDate: string;
  readonly PlndOrderPlannedStartTime: string;
  readonly PlndOrderPlannedEndDate: string;
  readonly PlndOrderPlannedEndTime: string;
  readonly PlannedOrderOpeningDate: string;
  readonly SalesOrder: string;
  readonly SalesOrderItem: string;
  /** Planning leaves it as it is. A change by hand makes it so. */
  readonly PlannedOrderIsFirm: boolean;
  readonly PlannedOrderIsConvertible: boolean;
  /** Its operations stand on the planning board: dates do not move until they are taken off. */
  readonly PlannedOrderCapacityIsDsptchd: boolean;
  /** ISO with seven places; the source of the entity tag. */
  readonly LastChangeDateTime: string;
};
