/** API_SALES_ORDER_SRV: the part of its model that order changes need. Names are SAP's, the selection is ours. */
import {
  code,
  complexType,
  date,
  decimal,
  digits,
  entitySet,
  entityType,
  fixed,
  flag,
  instant,
  type ModelProperty,
  readOnly,
  required,
  type ServiceModel,
  text,
  token,
  toMany,
  toOne,
} from '../gateway/model.ts';
import type { SapSimulatorOptions } from '../options.ts';

const ORDER = code('SalesOrder', 10);
const ITEM = digits('SalesOrderItem', 6);

const HEADER_FIELDS: readonly ModelProperty[] = [
  fixed(text('SalesOrderType', 4)),
  fixed(text('SalesOrganization', 4)),
  fixed(text('DistributionChannel', 2)),
  fixed(text('OrganizationDivision', 2)),
  code('SoldToParty', 10),
  readOnly(date('CreationDate')),
  readOnly(text('CreatedByUser', 12)),
  readOnly(date('LastChangeDate')),
  fixed(text('SenderBusinessSystemName', 60)),
  text('ExternalDocumentID', 40),
  token(instant('LastChangeDateTime', 7)),
  text('PurchaseOrderByCustomer', 35),
  text('PurchaseOrderByShipToParty', 35),
  date('CustomerPurchaseOrderDate'),
  date('SalesOrderDate'),
  readOnly(decimal('TotalNetAmount', 16, 3, 'TransactionCurrency')),
  fixed(text('TransactionCurrency', 5)),
  date('PricingDate'),
  date('RequestedDeliveryDate'),
  text('ShippingCondition', 2),
  text('IncotermsClassification', 3),
  text('CustomerPaymentTerms', 4),
  text('HeaderBillingBlockReason', 2),
  text('DeliveryBlockReason', 2),
  readOnly(text('OverallSDProcessStatus', 1)),
  readOnly(text('TotalCreditCheckStatus', 1)),
  readOnly(text('OverallDeliveryStatus', 1)),
  readOnly(text('OverallSDDocumentRejectionSts', 1)),
  readOnly(text('HdrGeneralIncompletionStatus', 1)),
  readOnly(text('SalesDocApprovalStatus', 1)),
  decimal('YY1_CRMRevision_SDH', 10, 0),
];

const itemFields = (options: SapSimulatorOptions): readonly ModelProperty[] => [
  fixed(text('SalesOrderItemCategory', 4)),
  text('SalesOrderItemText', 40),
  text('PurchaseOrderByCustomer', 35),
  text('MaterialByCustomer', 35),
  code('Material', 40, 18),
  decimal('RequestedQuantity', 15, 3, 'RequestedQuantityUnit'),
  text('RequestedQuantityUnit', 3),
  text('RequestedQuantitySAPUnit', 3),
  text('RequestedQuantityISOUnit', 3),
  readOnly(decimal('NetAmount', 16, 3, 'TransactionCurrency')),
  readOnly(text('TransactionCurrency', 5)),
  text('ProductionPlant', 4),
  text('StorageLocation', 4),
  digits('DeliveryPriority', 2),
  ...(options.fixedDateField ? [flag('DeliveryDateQuantityIsFixed')] : []),
  text('ItemBillingBlockReason', 2),
  text('SalesDocumentRjcnReason', 2),
  readOnly(text('SDProcessStatus', 1)),
  readOnly(text('DeliveryStatus', 1)),
  readOnly(decimal('ConfdDelivQtyInOrderQtyUnit', 15, 3, 'RequestedQuantityUnit')),
  date('YY1_PromisedDate_SDI'),
];

const LINE_FIELDS: readonly ModelProperty[] = [
  date('RequestedDeliveryDate'),
  readOnly(date('ConfirmedDeliveryDate')),
  readOnly(text('OrderQuantityUnit', 3)),
  decimal('ScheduleLineOrderQuantity', 13, 3, 'OrderQuantityUnit'),
  readOnly(decimal('ConfdOrderQtyByMatlAvailCheck', 13, 3, 'OrderQuantityUnit')),
  readOnly(decimal('DeliveredQtyInOrderQtyUnit', 13, 3, 'OrderQuantityUnit')),
  readOnly(decimal('OpenConfdDelivQtyInOrdQtyUnit', 13, 3, 'OrderQuantityUnit')),
  text('DelivBlockReasonForSchedLine', 2),
];

export function salesOrderModel(options: SapSimulatorOptions): ServiceModel {
  const lines = options.scheduleLinesWritable ? (['create', 'update', 'delete'] as const) : [];
  return {
    namespace: 'API_SALES_ORDER_SRV',
    entityTypes: [
      entityType('A_SalesOrderType', [ORDER], HEADER_FIELDS, [
        toMany('to_Item', 'A_SalesOrderItemType', ['SalesOrder']),
        toMany('to_Partner', 'A_SalesOrderHeaderPartnerType', ['SalesOrder']),
        toMany('to_Text', 'A_SalesOrderTextType', ['SalesOrder']),
      ]),
      entityType('A_SalesOrderItemType', [ORDER, ITEM], itemFields(options), [
        toMany('to_ScheduleLine', 'A_SalesOrderScheduleLineType', ['SalesOrder', 'SalesOrderItem']),
        toMany('to_PricingElement', 'A_SalesOrderItemPrElementType', ['SalesOrder', 'SalesOrderItem']),
        toMany('to_Text', 'A_SalesOrderItemTextType', ['SalesOrder', 'SalesOrderItem']),
        toOne('to_SalesOrder', 'A_SalesOrderType', ['SalesOrder']),
      ]),
      entityType('A_SalesOrderScheduleLineType', [ORDER, ITEM, digits('ScheduleLine', 4)], LINE_FIELDS),
      entityType(
        'A_SalesOrderHeaderPartnerType',
        [ORDER, text('PartnerFunction', 2)],
        [code('Customer', 10)],
        [toOne('to_SalesOrder', 'A_SalesOrderType', ['SalesOrder'])],
      ),
      entityType(
        'A_SalesOrderItemPrElementType',
        [ORDER, ITEM, digits('PricingProcedureStep', 3), digits('PricingProcedureCounter', 3)],
        [
          readOnly(text('ConditionType', 4)),
          readOnly(decimal('ConditionRateValue', 24, 9)),
          readOnly(text('ConditionCurrency', 5)),
          readOnly(text('ConditionQuantityUnit', 3)),
          readOnly(decimal('ConditionAmount', 16, 3, 'TransactionCurrency')),
          readOnly(text('TransactionCurrency', 5)),
        ],
      ),
      entityType('A_SalesOrderTextType', [ORDER, text('Language', 2), text('LongTextID', 4)], [required(text('LongText', 5000))]),
      entityType('A_SalesOrderItemTextType', [ORDER, ITEM, text('Language', 2), text('LongTextID', 4)], [required(text('LongText', 5000))]),
    ],
    complexTypes: [complexType('FunctionResult', [flag('Success')])],
    entitySets: [
      entitySet('A_SalesOrder', 'A_SalesOrderType', ['create', 'update', 'delete']),
      entitySet('A_SalesOrderItem', 'A_SalesOrderItemType', ['create', 'update', 'delete']),
      entitySet('A_SalesOrderScheduleLine', 'A_SalesOrderScheduleLineType', lines),
      entitySet('A_SalesOrderHeaderPartner', 'A_SalesOrderHeaderPartnerType'),
      entitySet('A_SalesOrderItemPrElement', 'A_SalesOrderItemPrElementType'),
      entitySet('A_SalesOrderText', 'A_SalesOrderTextType', ['create', 'update', 'delete']),
      entitySet('A_SalesOrderItemText', 'A_SalesOrderItemTextType', ['create', 'update', 'delete']),
    ],
    functionImports: (['releaseApprovalRequest', 'rejectApprovalRequest'] as const).map((name) => ({
      name,
      httpMethod: 'POST' as const,
      returns: 'FunctionResult',
      returnsMany: false,
      parameters: [required(ORDER)],
    })),
  };
}
