/** All node and connection types, in palette order. Adding one is a folder and a line here. */
import type { ConnectionType } from './connection.ts';
import { coreApproval } from './core/approval/execute.ts';
import { coreBatchWindow } from './core/batch-window/execute.ts';
import { coreCallFlow } from './core/call-flow/execute.ts';
import { coreCode } from './core/code/execute.ts';
import { coreCollect } from './core/collect/execute.ts';
import { coreConvertUnits } from './core/convert-units/execute.ts';
import { coreDelay } from './core/delay/execute.ts';
import { coreDeliveryDates } from './core/delivery-dates/execute.ts';
import { coreEmitEvent } from './core/emit-event/execute.ts';
import { coreEvent } from './core/event/execute.ts';
import { coreFlowCall } from './core/flow-call/execute.ts';
import { coreForEach } from './core/for-each/manifest.ts';
import { coreJoin } from './core/join/execute.ts';
import { coreManual } from './core/manual/execute.ts';
import { coreMap } from './core/map/execute.ts';
import { coreMoveWatermark } from './core/move-watermark/execute.ts';
import { corePublishMasterData } from './core/publish-master-data/execute.ts';
import { coreRaiseException } from './core/raise-exception/execute.ts';
import { coreReadWatermark } from './core/read-watermark/execute.ts';
import { coreReleaseLane } from './core/release-lane/execute.ts';
import { coreRespond } from './core/respond/execute.ts';
import { coreSchedule } from './core/schedule/execute.ts';
import { coreScope } from './core/scope/manifest.ts';
import { coreSwitch } from './core/switch/execute.ts';
import { coreValidate } from './core/validate/execute.ts';
import { coreValueMap } from './core/value-map/execute.ts';
import { coreWaitForEvent } from './core/wait-for-event/execute.ts';
import { coreWebhook } from './core/webhook/execute.ts';
import { filesCollect } from './files/collect/execute.ts';
import { filesConnection } from './files/connection.ts';
import { filesFolder } from './files/folder/execute.ts';
import { filesPutAway } from './files/put-away/execute.ts';
import { filesRead } from './files/read/execute.ts';
import { filesReadPart } from './files/read-part/execute.ts';
import { filesSplit } from './files/split/execute.ts';
import { filesWrite } from './files/write/execute.ts';
import { freppleConnection } from './frepple/connection.ts';
import { freppleRequestPlan } from './frepple/request-plan/execute.ts';
import { freppleUpsertDemand } from './frepple/upsert-demand/execute.ts';
import { httpConnection } from './http/connection.ts';
import { httpOperation } from './http/operation/execute.ts';
import { httpRequest } from './http/request/execute.ts';
import type { NodeType } from './node.ts';
import { salesforceBulkLoad } from './salesforce/bulk-load/execute.ts';
import { salesforceBulkQuery } from './salesforce/bulk-query/execute.ts';
import { salesforceComposite } from './salesforce/composite/execute.ts';
import { salesforceConnection } from './salesforce/connection.ts';
import { salesforceOutboundMessage } from './salesforce/outbound-message/execute.ts';
import { salesforcePollChanges } from './salesforce/poll-changes/execute.ts';
import { salesforceQuery } from './salesforce/query/execute.ts';
import { salesforceUpdate } from './salesforce/update/execute.ts';
import { salesforceUpsert } from './salesforce/upsert/execute.ts';
import { salesforceUpsertRecords } from './salesforce/upsert-records/execute.ts';
import { sapCallFunction } from './sap/call-function/execute.ts';
import { sapChangePlannedOrder } from './sap/change-planned-order/execute.ts';
import { sapChangeSalesOrder } from './sap/change-sales-order/execute.ts';
import { sapCheckAvailability } from './sap/check-availability/execute.ts';
import { sapConfirmProductionOrder } from './sap/confirm-production-order/execute.ts';
import { sapODataConnection } from './sap/connection.ts';
import { sapCreateDelivery } from './sap/create-delivery/execute.ts';
import { sapCreateSalesOrder } from './sap/create-sales-order/execute.ts';
import { sapGetDeliveries } from './sap/get-deliveries/execute.ts';
import { sapGetPlannedOrders } from './sap/get-planned-orders/execute.ts';
import { sapGetProductionOrders } from './sap/get-production-orders/execute.ts';
import { sapGetSalesOrder } from './sap/get-sales-order/execute.ts';
import { sapGetStock } from './sap/get-stock/execute.ts';
import { sapListServices } from './sap/list-services/execute.ts';
import { sapPostGoodsIssue } from './sap/post-goods-issue/execute.ts';
import { sapReadEntities } from './sap/read-entities/execute.ts';
import { sapReceiveEvent } from './sap/receive-event/execute.ts';
import { sapReleaseProductionOrder } from './sap/release-production-order/execute.ts';
import { sapRescheduleProductionOrder } from './sap/reschedule-production-order/execute.ts';
import { sapSimulateSalesOrder } from './sap/simulate-sales-order/execute.ts';
import { sapWriteEntity } from './sap/write-entity/execute.ts';
import { schedulerAskPromise } from './scheduler/ask-promise/execute.ts';
import { schedulerConnection } from './scheduler/connection.ts';
import { schedulerReceiveCommitment } from './scheduler/receive-commitment/execute.ts';
import { schedulerReportShipment } from './scheduler/report-shipment/execute.ts';
import { schedulerRequestPlan } from './scheduler/request-plan/execute.ts';
import { schedulerUpsertDemand } from './scheduler/upsert-demand/execute.ts';

export const nodeTypes: readonly NodeType[] = [
  coreWebhook,
  coreManual,
  coreEvent,
  coreSchedule,
  coreFlowCall,
  coreMap,
  coreCode,
  coreValidate,
  coreSwitch,
  coreJoin,
  coreForEach,
  coreWaitForEvent,
  coreCollect,
  coreScope,
  coreDelay,
  coreBatchWindow,
  coreReadWatermark,
  coreMoveWatermark,
  coreValueMap,
  coreConvertUnits,
  coreDeliveryDates,
  corePublishMasterData,
  coreCallFlow,
  coreEmitEvent,
  coreReleaseLane,
  coreRespond,
  coreRaiseException,
  coreApproval,
  sapReceiveEvent,
  sapGetSalesOrder,
  sapSimulateSalesOrder,
  sapCreateSalesOrder,
  sapChangeSalesOrder,
  sapCheckAvailability,
  sapGetStock,
  sapGetProductionOrders,
  sapRescheduleProductionOrder,
  sapReleaseProductionOrder,
  sapConfirmProductionOrder,
  sapGetPlannedOrders,
  sapChangePlannedOrder,
  sapGetDeliveries,
  sapCreateDelivery,
  sapPostGoodsIssue,
  sapListServices,
  sapReadEntities,
  sapWriteEntity,
  sapCallFunction,
  salesforceOutboundMessage,
  salesforcePollChanges,
  salesforceQuery,
  salesforceUpsert,
  salesforceUpsertRecords,
  salesforceUpdate,
  salesforceComposite,
  salesforceBulkLoad,
  salesforceBulkQuery,
  schedulerReceiveCommitment,
  schedulerUpsertDemand,
  schedulerReportShipment,
  schedulerRequestPlan,
  schedulerAskPromise,
  freppleUpsertDemand,
  freppleRequestPlan,
  filesFolder,
  filesRead,
  filesSplit,
  filesReadPart,
  filesCollect,
  filesWrite,
  filesPutAway,
  httpRequest,
  httpOperation,
];

export const connectionTypes: readonly ConnectionType[] = [
  sapODataConnection,
  salesforceConnection,
  schedulerConnection,
  freppleConnection,
  filesConnection,
  httpConnection,
];
