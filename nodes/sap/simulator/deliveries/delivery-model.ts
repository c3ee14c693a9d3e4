/** API_OUTBOUND_DELIVERY_SRV;v=0002: the part of its model that shipping an order needs. Names are SAP's, the selection is ours. */
import {
  code,
  complexType,
  date,
  decimal,
  digits,
  entitySet,
  entityType,
  fixed,
  type ModelFunction,
  type ModelProperty,
  readOnly,
  required,
  type ServiceModel,
  text,
  token,
  toMany,
} from '../gateway/model.ts';

const DELIVERY = code('DeliveryDocument', 10);
const ITEM = digits('DeliveryDocumentItem', 6);
const updatableOnly = (property: ModelProperty): ModelProperty => ({ ...property, creatable: false });

const action = (name: string, more: ModelFunction['parameters'] = [], returns = 'PickingReport'): ModelFunction => ({
  name,
  httpMethod: 'POST',
  returns,
  returnsMany: true,
  parameters: [required(DELIVERY), ...more],
});

const MESSAGE = [
  text('SystemMessageIdentification', 20),
  text('SystemMessageNumber', 3),
  text('SystemMessageType', 1),
  text('SystemMessageVariable1', 50),
  text('SystemMessageVariable2', 50),
  DELIVERY,
  ITEM,
] as const;

export const deliveryModel: ServiceModel = {
  namespace: 'API_OUTBOUND_DELIVERY_SRV',
  entityTypes: [
    entityType(
      'A_OutbDeliveryHeaderType',
      [readOnly(DELIVERY)],
      [
        readOnly(text('DeliveryDocumentType', 4)),
        readOnly(text('SDDocumentCategory', 4)),
        fixed(text('ShippingPoint', 4)),
        readOnly(text('SalesOrganization', 4)),
        readOnly(code('SoldToParty', 10)),
        readOnly(code('ShipToParty', 10)),
        readOnly(text('CreatedByUser', 12)),
        readOnly(date('CreationDate')),
        updatableOnly(date('DeliveryDate')),
        updatableOnly(date('PlannedGoodsIssueDate')),
        readOnly(date('ActualGoodsMovementDate')),
        updatableOnly(text('DeliveryBlockReason', 2)),
        updatableOnly(text('DeliveryDocumentBySupplier', 35)),
        updatableOnly(text('BillOfLading', 35)),
        readOnly(text('OverallPickingStatus', 1)),
        readOnly(text('OverallGoodsMovementStatus', 1)),
        readOnly(text('OverallSDProcessStatus', 1)),
        token(text('DeliveryVersion', 4)),
      ],
      [toMany('to_DeliveryDocumentItem', 'A_OutbDeliveryItemType', ['DeliveryDocument'])],
    ),
    entityType(
      'A_OutbDeliveryItemType',
      [DELIVERY, ITEM],
      [
        readOnly(text('DeliveryDocumentItemText', 40)),
        readOnly(code('Material', 40, 18)),
        readOnly(text('Plant', 4)),
        readOnly(text('StorageLocation', 4)),
        updatableOnly(text('Batch', 10)),
        readOnly(decimal('OriginalDeliveryQuantity', 13, 3, 'DeliveryQuantityUnit')),
        decimal('ActualDeliveryQuantity', 13, 3, 'DeliveryQuantityUnit'),
        fixed(text('DeliveryQuantityUnit', 3)),
        readOnly(decimal('ActualDeliveredQtyInBaseUnit', 13, 3, 'BaseUnit')),
        readOnly(text('BaseUnit', 3)),
        fixed(code('ReferenceSDDocument', 10)),
        fixed(digits('ReferenceSDDocumentItem', 6)),
        readOnly(text('PickingStatus', 1)),
        readOnly(text('GoodsMovementStatus', 1)),
      ],
      [
        toMany('to_DocumentFlow', 'A_OutbDeliveryDocFlowType', [
          ['DeliveryDocument', 'PrecedingDocument'],
          ['DeliveryDocumentItem', 'PrecedingDocumentItem'],
        ]),
      ],
    ),
    entityType(
      'A_OutbDeliveryDocFlowType',
      [code('PrecedingDocument', 10), digits('PrecedingDocumentItem', 6), text('SubsequentDocumentCategory', 4)],
      [text('SubsequentDocument', 10), digits('SubsequentDocumentItem', 6), decimal('QuantityInBaseUnit', 15, 3)],
    ),
  ],
  complexTypes: [complexType('PickingReport', MESSAGE), complexType('Return', MESSAGE)],
  entitySets: [
    entitySet('A_OutbDeliveryHeader', 'A_OutbDeliveryHeaderType', ['create', 'update', 'delete']),
    entitySet('A_OutbDeliveryItem', 'A_OutbDeliveryItemType', ['update']),
    entitySet('A_OutbDeliveryDocFlow', 'A_OutbDeliveryDocFlowType'),
  ],
  functionImports: [
    action('PickAllItems'),
    action('PickOneItemWithSalesQuantity', [
      required(ITEM),
      required(decimal('ActualDeliveryQuantity', 13, 3)),
      required(text('DeliveryQuantityUnit', 3)),
    ]),
    action('PostGoodsIssue', [], 'Return'),
    action('ReverseGoodsIssue', [date('ActualGoodsMovementDate')], 'Return'),
  ],
};
