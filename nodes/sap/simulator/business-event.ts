/**
 * SAP's business event about a sales order: a notification and nothing else. It says which order, never what changed, who did
 * it, or which entity tag it has now: the receiver reads back.
 */
import type { OutboundDelivery, SimulatorHost } from '../../sandbox/simulator.ts';
import type { SapSimulatorOptions } from './options.ts';
import { uuid } from './random-ids.ts';
import type { SalesOrder } from './sales/sales-order.ts';

export const EVENT_TOPIC = 'sap-event';

export function businessEvent(
  host: Pick<SimulatorHost, 'now' | 'random'>,
  options: SapSimulatorOptions,
  what: 'Created' | 'Changed' | 'Deleted',
  { header }: SalesOrder,
): OutboundDelivery {
  const time = `${new Date(host.now()).toISOString().slice(0, 19)}Z`;
  const event = {
    type: `sap.s4.beh.salesorder.v1.SalesOrder.${what}.v1`,
    specversion: '1.0',
    source: `/default/sap.s4.beh/${options.systemId}CLNT${options.client}`,
    id: uuid(host.random),
    time,
    datacontenttype: 'application/json',
    data: {
      SalesOrder: header.SalesOrder.replace(/^0+/, ''),
      SalesOrderType: header.SalesOrderType,
      SalesOrganization: header.SalesOrganization,
      DistributionChannel: header.DistributionChannel,
      OrganizationDivision: header.OrganizationDivision,
      SoldToParty: header.SoldToParty.replace(/^0+/, ''),
      EventRaisedDateTime: time,
    },
  };
  return {
    topic: EVENT_TOPIC,
    headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    body: JSON.stringify(event),
    key: header.SalesOrder,
    accepted: (status) => status >= 200 && status < 300,
  };
}
