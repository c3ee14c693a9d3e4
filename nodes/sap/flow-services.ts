/** The services of SAP that the nodes for business objects and the example flows read and write, as the sandbox has them. */
import type { EdmModel } from './odata/edm.ts';
import { SALES_ORDER_SERVICE } from './sales-order/sales-order-service.ts';
import { DEFAULT_SAP_OPTIONS } from './simulator/options.ts';
import { createServices } from './simulator/services.ts';

export interface FlowService {
  /** As nodes open it: `API_OUTBOUND_DELIVERY_SRV;v=0002`. */
  readonly service: string;
  readonly model: EdmModel;
}

/** Catalogues describe services, and no node asks for business partners. */
const NOT_WANTED = new Set(['catalogservice;v=2', 'API_BUSINESS_PARTNER']);

let known: readonly FlowService[] | undefined;

/** The one for sales orders first. */
export function flowServices(): readonly FlowService[] {
  known ??= createServices(DEFAULT_SAP_OPTIONS)
    .filter(({ protocol }) => protocol === undefined)
    .map(({ path, model }): FlowService => ({ service: path.slice(path.lastIndexOf('/') + 1), model }))
    .filter(({ service }) => !NOT_WANTED.has(service))
    .toSorted((a, b) => Number(b.service === SALES_ORDER_SERVICE) - Number(a.service === SALES_ORDER_SERVICE));
  return known;
}

export function findFlowService(service: string): FlowService | undefined {
  return flowServices().find((one) => one.service === service);
}
