/**
 * API_PROD_ORDER_CONFIRMATION_2_SRV: what the shop floor has made. A confirmation of the last operation takes the yield into
 * stock; what is confirmed cannot be changed, only cancelled by a confirmation that takes it back.
 */
import {
  code,
  date,
  decimal,
  digits,
  entitySet,
  entityType,
  fixed,
  flag,
  guid,
  type ModelFunction,
  required,
  type ServiceModel,
  text,
  time,
  toMany,
} from '../gateway/model.ts';
import type { BusinessObject, ODataService, Row } from '../gateway/service.ts';
import type { SapData } from '../sap-data.ts';
import { cancelConfirmation, confirmOperation } from './confirm-operation.ts';
import type { Confirmation } from './confirmation.ts';

const GROUP = digits('ConfirmationGroup', 10);
const COUNT = digits('ConfirmationCount', 8);
const ORDER = code('OrderID', 12);

const cancel: ModelFunction = {
  name: 'CancelProdnOrdConf',
  httpMethod: 'POST',
  returns: 'ProdnOrdConf2Type',
  returnsMany: false,
  parameters: [required(GROUP), required(COUNT), date('PostingDate'), text('ConfirmationText', 40), guid('ExternalSystemConfirmation')],
};

const model: ServiceModel = {
  namespace: 'API_PROD_ORDER_CONFIRMATION_2_SRV',
  entityTypes: [
    entityType(
      'ProdnOrdConf2Type',
      [GROUP, COUNT],
      [
        ORDER,
        digits('Sequence', 6),
        digits('OrderOperation', 4),
        text('OrderType', 4),
        text('ConfirmationText', 40),
        code('Material', 40, 18),
        text('Plant', 4),
        text('WorkCenter', 8),
        text('ConfirmationUnit', 3),
        decimal('ConfirmationYieldQuantity', 13, 3, 'ConfirmationUnit'),
        decimal('ConfirmationScrapQuantity', 13, 3, 'ConfirmationUnit'),
        text('VarianceReasonCode', 4),
        flag('IsFinalConfirmation'),
        text('FinalConfirmationType', 1),
        flag('APIConfHasNoGoodsMovements'),
        flag('IsReversed'),
        flag('IsReversal'),
        date('PostingDate'),
        date('ConfirmationEntryDate'),
        time('ConfirmationEntryTime'),
        text('EnteredByUser', 12),
        guid('ExternalSystemConfirmation'),
      ].map(fixed),
      [toMany('to_ProdnOrdConfMatlDocItm', 'ProdnOrdConfMatlDocItmType', ['ConfirmationGroup', 'ConfirmationCount'])],
    ),
    entityType(
      'ProdnOrdConfMatlDocItmType',
      [GROUP, COUNT, text('MaterialDocument', 10), digits('MaterialDocumentItem', 4), digits('MaterialDocumentYear', 4)],
      [
        ORDER,
        code('Material', 40, 18),
        text('Plant', 4),
        text('StorageLocation', 4),
        text('GoodsMovementType', 3),
        text('EntryUnit', 3),
        decimal('QuantityInEntryUnit', 13, 3, 'EntryUnit'),
      ].map(fixed),
    ),
  ],
  complexTypes: [],
  entitySets: [
    entitySet('ProdnOrdConf2', 'ProdnOrdConf2Type', ['create']),
    entitySet('ProdnOrdConfMatlDocItm', 'ProdnOrdConfMatlDocItmType'),
  ],
  functionImports: [cancel],
};

const objectOf = (row: Row): BusinessObject => ({ object: 'production-order', key: String(row['OrderID'] ?? '') });

export const confirmationService: ODataService = {
  path: '/sap/opu/odata/sap/API_PROD_ORDER_CONFIRMATION_2_SRV',
  id: 'API_PROD_ORDER_CONFIRMATION_2_SRV',
  version: '0001',
  title: 'Production Order Confirmation (A2X)',
  component: 'PP-SFC-EXE-CON',
  model,
  sets: {
    ProdnOrdConf2: {
      rows: ({ confirmations }) => confirmations.values(),
      objectOf,
      createOperation: 'confirm-production-order',
      create: (draft, { row }) => confirmOperation(draft, row),
    },
    ProdnOrdConfMatlDocItm: { rows: materialDocumentItems, objectOf },
  },
  functions: {
    CancelProdnOrdConf: {
      objectOf: (parameters, data) => {
        const found = data?.confirmations.get(`${parameters['ConfirmationGroup']}/${parameters['ConfirmationCount']}`);
        return { object: 'production-order', key: found?.OrderID ?? '', operation: 'cancel-production-order-confirmation' };
      },
      change: (draft, parameters) => cancelConfirmation(draft, parameters),
    },
  },
};

function materialDocumentItems({ confirmations, landscape }: SapData): readonly Row[] {
  return [...confirmations.values()]
    .filter(({ materialDocument }) => materialDocument !== '')
    .map((one: Confirmation) => ({
      ConfirmationGroup: one.ConfirmationGroup,
      ConfirmationCount: one.ConfirmationCount,
      MaterialDocument: one.materialDocument,
      MaterialDocumentItem: '0001',
      MaterialDocumentYear: one.PostingDate.slice(0, 4),
      OrderID: one.OrderID,
      Material: one.Material,
      Plant: one.Plant,
      StorageLocation: landscape.plants.find(({ code: plant }) => plant === one.Plant)?.storageLocation ?? '',
      // Goods receipt for the order, and its cancellation.
      GoodsMovementType: one.IsReversal ? '102' : '101',
      EntryUnit: one.ConfirmationUnit,
      QuantityInEntryUnit: one.receivedQuantity,
    }));
}
