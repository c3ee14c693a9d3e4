/** The landscape's orders as SAP keeps them. */
import type { Landscape, LandscapeOrder } from '../../sandbox/landscape-model.ts';
import { newProductionOrder } from './production/new-production-order.ts';
import type { ProductionOrder } from './production/production-order.ts';
import type { AvailabilityLedger } from './sales/availability.ts';
import { confirmItem, openLedger } from './sales/check-availability.ts';
import { withDerivedFields } from './sales/order-status.ts';
import type { ItemData, SalesOrder, SalesOrderItem } from './sales/sales-order.ts';
import { requestedLine } from './sales/schedule-lines.ts';
import { findMaterial, findUnit } from './sales/units.ts';
import { earliest } from './sales/working-days.ts';
import type { SapData } from './sap-data.ts';

const SEED_USER = 'CB9980000010';

/** Orders in the order of their numbers, each confirmed with what those before it left over. */
export function seedOrders(data: Omit<SapData, 'orders'>): readonly SalesOrder[] {
  // Nobody has a promise yet, so each ledger begins with all that is there and books as it goes.
  const nothingPromised: SapData = { ...pickData(data), orders: new Map() };
  const ledgers = new Map<string, AvailabilityLedger>();
  const ledgerOf = ({ data: { Material, ProductionPlant } }: SalesOrderItem) => {
    const place = `${Material}/${ProductionPlant}`;
    const ledger = ledgers.get(place) ?? openLedger(nothingPromised, Material, ProductionPlant, new Set());
    ledgers.set(place, ledger);
    return ledger;
  };
  return data.landscape.orders.map((seeded) => {
    const order = bareOrder(data.landscape, seeded);
    const items = order.items.map((item) => confirmItem(nothingPromised, item, ledgerOf(item)));
    return withDerivedFields(nothingPromised, { ...order, items });
  });
}

/** The state is a class with getters: what is needed of it, as plain fields. */
const pickData = ({
  landscape,
  options,
  today,
  productionOrders,
  plannedOrders,
  confirmations,
  deliveries,
  stock,
}: Omit<SapData, 'orders'>) => ({ landscape, options, today, productionOrders, plannedOrders, confirmations, deliveries, stock });

function bareOrder(landscape: Landscape, order: LandscapeOrder): SalesOrder {
  const number = order.salesOrder;
  const items = order.items.map((item): SalesOrderItem => {
    const material = findMaterial(landscape, item.material)!;
    const unit = findUnit(material, item.unit)!;
    const data: ItemData = {
      SalesOrder: number,
      SalesOrderItem: item.item.padStart(6, '0'),
      SalesOrderItemCategory: 'TAN',
      SalesOrderItemText: material.description,
      PurchaseOrderByCustomer: order.purchaseOrderByCustomer,
      Material: item.material,
      MaterialByCustomer: '',
      RequestedQuantity: item.quantity,
      RequestedQuantityUnit: unit.unit,
      RequestedQuantitySAPUnit: unit.sapUnit,
      RequestedQuantityISOUnit: unit.isoUnit,
      NetAmount: '0.000',
      TransactionCurrency: order.currency,
      ProductionPlant: item.plant,
      StorageLocation: landscape.plants.find((plant) => plant.code === item.plant)?.storageLocation ?? '',
      DeliveryPriority: '02',
      DeliveryDateQuantityIsFixed: false,
      ItemBillingBlockReason: '',
      SalesDocumentRjcnReason: item.rejectionReason ?? '',
      SDProcessStatus: 'A',
      DeliveryStatus: 'A',
      ConfdDelivQtyInOrderQtyUnit: '0.000',
      YY1_PromisedDate_SDI: null,
      deliveredQuantity: item.deliveredQuantity,
      billed: order.status === 'completed',
    };
    return { data, scheduleLines: [requestedLine(data, 1, item.requestedDate, item.quantity)] };
  });
  return {
    header: {
      SalesOrder: number,
      SalesOrderType: 'OR',
      SalesOrganization: order.plant,
      DistributionChannel: '10',
      OrganizationDivision: '00',
      SoldToParty: order.soldToParty,
      CreationDate: order.createdOn,
      CreatedByUser: SEED_USER,
      LastChangeDate: order.createdOn,
      LastChangeDateTime: `${order.createdOn}T08:15:30.1257050Z`,
      SenderBusinessSystemName: 'CRM',
      ExternalDocumentID: order.externalDocumentId,
      PurchaseOrderByCustomer: order.purchaseOrderByCustomer,
      PurchaseOrderByShipToParty: '',
      CustomerPurchaseOrderDate: order.createdOn,
      SalesOrderDate: order.createdOn,
      PricingDate: order.createdOn,
      RequestedDeliveryDate: earliest(order.items.map((item) => item.requestedDate)),
      TotalNetAmount: '0.000',
      TransactionCurrency: order.currency,
      ShippingCondition: '01',
      IncotermsClassification: 'EXW',
      CustomerPaymentTerms: '0004',
      DeliveryBlockReason: order.status === 'delivery-blocked' ? '01' : '',
      HeaderBillingBlockReason: '',
      OverallSDProcessStatus: 'A',
      OverallDeliveryStatus: 'A',
      OverallSDDocumentRejectionSts: 'A',
      TotalCreditCheckStatus: 'A',
      HdrGeneralIncompletionStatus: 'C',
      SalesDocApprovalStatus: '',
      YY1_CRMRevision_SDH: '0',
    },
    items,
    partners: [
      { SalesOrder: number, PartnerFunction: 'SP', Customer: order.soldToParty },
      { SalesOrder: number, PartnerFunction: 'SH', Customer: order.soldToParty },
    ],
    texts: [],
  };
}

export function seedProductionOrders(landscape: Landscape): readonly ProductionOrder[] {
  return landscape.materials.flatMap((material) =>
    material.plants.flatMap((plant) =>
      plant.receipts
        .filter((receipt) => receipt.kind === 'production-order')
        .map((receipt) => newProductionOrder(material, plant, receipt, landscape.today)),
    ),
  );
}
