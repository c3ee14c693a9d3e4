import type { Json, JsonObject } from '#flows/json.ts';
import { compareDecimals, isDecimal } from '#flows/library/decimal.ts';
import { RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange, ProbeAnswer } from '../../step.ts';
import { callScheduler } from '../client.ts';
import type { ShippedLine } from '../contract.ts';
import { type ReportShipmentConfig, reportShipmentManifest } from './manifest.ts';

export const schedulerReportShipment: StepNode = {
  manifest: reportShipmentManifest,
  async execute(step) {
    const { demandId, lines } = step.config as ReportShipmentConfig;
    const path = `/v1/demands/${demandId}`;

    async function probe({ request }: { readonly request: Json }, exchange: Exchange): Promise<ProbeAnswer<JsonObject>> {
      const found = await callScheduler(step.connection, exchange, { method: 'GET', path }, { missing: true });
      // What was sent then: an operator may have edited the step since.
      const told = ((request as JsonObject)['lines'] ?? []) as unknown as readonly ShippedLine[];
      // Not known there: sending it again says so, and does no harm.
      if (found === undefined || !told.every((line) => isKnown(found['shipments'], line))) return { verdict: 'not-applied' };
      return { verdict: 'confirmed', answer: { demandId, shipments: found['shipments'] ?? [] } };
    }

    try {
      const output = await step.write(
        'report-shipment',
        { demandId, lines: lines as unknown as readonly JsonObject[] },
        async (exchange): Promise<JsonObject> => {
          const body = { lines: lines as unknown as readonly JsonObject[] };
          const answer = await callScheduler(step.connection, exchange, { method: 'PUT', path: `${path}/shipments`, body });
          return { demandId, shipments: answer?.['shipments'] ?? [] };
        },
        { object: { type: 'demand', key: demandId }, probe },
      );
      return { kind: 'done', port: 'done', output };
    } catch (error) {
      if (!(error instanceof RejectedError)) throw error;
      if (error.options.code === 'unknown-demand') return { kind: 'done', port: 'not-found', output: { demandId } };
      if (error.options.code !== 'older-shipment') throw error;
      const shipments = (error.options.details?.[0] as JsonObject | undefined)?.['shipments'];
      return { kind: 'done', port: 'stale', output: { demandId, ...(shipments === undefined ? {} : { shipments }) } };
    }
  },
};

/** Our total, or a later one. In another unit nothing is said. */
function isKnown(shipments: Json | undefined, told: ShippedLine): boolean {
  const rows = (Array.isArray(shipments) ? shipments : []) as readonly JsonObject[];
  return rows.some(({ item, shipped, unit }) => {
    const total = String(shipped);
    return item === told.item && unit === told.unit && isDecimal(total) && compareDecimals(total, told.shipped) >= 0;
  });
}
