/** API_OUTBOUND_DELIVERY_SRV: made from sales orders, picked, posted. Everything that acts on a delivery wants its entity tag. */
import { formatTextETag } from '../../odata/etag.ts';
import type { BusinessObject, FunctionSource, ODataService, Row } from '../gateway/service.ts';
import type { SapData, SapDraft } from '../sap-data.ts';
import { changeDeliveryItem, changeHeader, removeDelivery } from './change-delivery.ts';
import { createDelivery } from './create-delivery.ts';
import type { Delivery } from './delivery.ts';
import { deliveryModel } from './delivery-model.ts';
import { deliveryRefusals } from './delivery-refusals.ts';
import { postGoodsIssue, reverseGoodsIssue } from './goods-issue.ts';
import { pickAll, pickOne } from './pick-delivery.ts';

const textOf = (row: Row, name: string): string => String(row[name] ?? '');
const objectOf = (key: Row): BusinessObject => ({ object: 'outbound-delivery', key: textOf(key, 'DeliveryDocument') });
const etagOf = ({ header }: Delivery): string => formatTextETag(header.DeliveryVersion);

export const deliveryService: ODataService = {
  path: '/sap/opu/odata/sap/API_OUTBOUND_DELIVERY_SRV;v=0002',
  id: 'API_OUTBOUND_DELIVERY_SRV',
  version: '0002',
  title: 'Outbound Delivery (A2X)',
  component: 'LE-SHP-API',
  model: deliveryModel,
  sets: {
    A_OutbDeliveryHeader: {
      rows: (data, where) => deliveriesWhere(data, where['DeliveryDocument']).map(({ header }) => header),
      etag: (row) => formatTextETag(textOf(row, 'DeliveryVersion')),
      objectOf,
      create: (draft, entity) => ({ DeliveryDocument: createDelivery(draft, entity) }),
      update: (draft, row, changes) => changeHeader(draft, textOf(row, 'DeliveryDocument'), changes),
      remove: (draft, row) => removeDelivery(draft, textOf(row, 'DeliveryDocument')),
    },
    A_OutbDeliveryItem: {
      rows: (data, where) => deliveriesWhere(data, where['DeliveryDocument']).flatMap(({ items }) => items),
      objectOf,
      update: (draft, row, changes) =>
        changeDeliveryItem(draft, textOf(row, 'DeliveryDocument'), textOf(row, 'DeliveryDocumentItem'), changes),
    },
    A_OutbDeliveryDocFlow: { rows: (data, where) => deliveriesWhere(data, where['PrecedingDocument']).flatMap(documentFlow), objectOf },
  },
  functions: {
    PickAllItems: action('pick-outbound-delivery', (draft, number) => pickAll(draft, number)),
    PickOneItemWithSalesQuantity: action('pick-outbound-delivery', pickOne),
    PostGoodsIssue: action('post-goods-issue', (draft, number) => postGoodsIssue(draft, number)),
    ReverseGoodsIssue: action('reverse-goods-issue', (draft, number) => reverseGoodsIssue(draft, number)),
  },
};

function action(operation: string, change: (draft: SapDraft, number: string, parameters: Row) => readonly Row[]): FunctionSource {
  return {
    objectOf: (parameters) => ({ ...objectOf(parameters), operation }),
    etag: (data, parameters) => {
      const number = textOf(parameters, 'DeliveryDocument');
      const delivery = data.deliveries.get(number);
      if (delivery === undefined) throw deliveryRefusals.notFound(number);
      return etagOf(delivery);
    },
    change: (draft, parameters) => change(draft, textOf(parameters, 'DeliveryDocument'), parameters),
  };
}

function deliveriesWhere({ deliveries }: SapData, number: Row[string] | undefined): readonly Delivery[] {
  if (number === undefined) return [...deliveries.values()];
  const delivery = deliveries.get(String(number));
  return delivery === undefined ? [] : [delivery];
}

const GOODS_MOVEMENT = 'R';

function documentFlow({ header, items }: Delivery): readonly Row[] {
  if (header.materialDocument === '') return [];
  return items.map((item, index) => ({
    PrecedingDocument: item.DeliveryDocument,
    PrecedingDocumentItem: item.DeliveryDocumentItem,
    SubsequentDocumentCategory: GOODS_MOVEMENT,
    SubsequentDocument: header.materialDocument,
    SubsequentDocumentItem: String(index + 1).padStart(6, '0'),
    QuantityInBaseUnit: item.ActualDeliveredQtyInBaseUnit,
  }));
}
