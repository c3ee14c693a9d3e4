/**
 * SAP's business events about orders: a notification and nothing else. It says which order, never what changed, who did
 * it, or which entity tag it has now: the receiver reads back.
 */
import type { JsonObject } from '#flows/json.ts';
import type { OutboundDelivery, SimulatorHost } from '../../sandbox/simulator.ts';
import type { SapSimulatorOptions } from './options.ts';
import type { ProductionOrder } from './production/production-order.ts';
import { uuid } from './random-ids.ts';
import type { SalesOrder } from './sales/sales-order.ts';

export const EVENT_TOPIC = 'sap-event';

type Host = Pick<SimulatorHost, 'now' | 'random'>;

export function businessEvent(
  host: Host,
  options: SapSimulatorOptions,
  what: 'Created' | 'Changed' | 'Deleted',
  { header }: SalesOrder,
): OutboundDelivery {
  const time = wholeSecond(host.now());
  return cloudEvent(host, options, `sap.s4.beh.salesorder.v1.SalesOrder.${what}.v1`, time, header.SalesOrder, {
    SalesOrder: header.SalesOrder.replace(/^0+/, ''),
    SalesOrderType: header.SalesOrderType,
    SalesOrganization: header.SalesOrganization,
    DistributionChannel: header.DistributionChannel,
    OrganizationDivision: header.OrganizationDivision,
    SoldToParty: header.SoldToParty.replace(/^0+/, ''),
    EventRaisedDateTime: time,
  });
}

export function productionOrderEvent(host: Host, options: SapSimulatorOptions, { header }: ProductionOrder): OutboundDelivery {
  // A second change within a second carries the next one as its stamp; its event is not older than the change.
  const time = wholeSecond(Math.max(host.now(), readStamp(header.LastChangeDateTime)));
  return cloudEvent(host, options, 'sap.s4.beh.productionorder.v1.ProductionOrder.Changed.v1', time, header.ManufacturingOrder, {
    ProductionOrder: header.ManufacturingOrder.replace(/^0+/, ''),
    ProductionOrderType: header.ManufacturingOrderType,
    ProductionPlant: header.ProductionPlant,
    EventRaisedDateTime: time,
  });
}

function cloudEvent(
  host: Host,
  { systemId, client }: SapSimulatorOptions,
  type: string,
  time: string,
  key: string,
  data: JsonObject,
): OutboundDelivery {
  const source = `/default/sap.s4.beh/${systemId}CLNT${client}`;
  const event = { type, specversion: '1.0', source, id: uuid(host.random), time, datacontenttype: 'application/json', data };
  return {
    topic: EVENT_TOPIC,
    headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    body: JSON.stringify(event),
    key,
    accepted: (status) => status >= 200 && status < 300,
  };
}

const wholeSecond = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** 14 digits, UTC. */
function readStamp(digits: string): number {
  return Date.parse(digits.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3T$4:$5:$6Z'));
}
