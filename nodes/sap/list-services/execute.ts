import type { JsonObject } from '#flows/json.ts';
import type { StepNode } from '../../node.ts';
import { openSapCatalogue } from '../client.ts';
import { type ListServicesConfig, listServicesManifest } from './manifest.ts';

export const sapListServices: StepNode = {
  manifest: listServicesManifest,
  async execute(step) {
    const { search, maxRows } = step.config as ListServicesConfig;
    const catalogue = openSapCatalogue(step.connection);
    const found = await step.read('list-services', { search: search ?? '' }, async (exchange) => {
      const rows = await catalogue.getAll('ServiceCollection', exchange, maxRows);
      return rows.map((row) => toService(row as JsonObject));
    });
    const words = (search ?? '')
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const services = found
      .filter((one) => words.every((word) => `${one.service} ${one.title}`.toLowerCase().includes(word)))
      .toSorted((a, b) => a.service.localeCompare(b.service) || a.version - b.version);
    return { kind: 'done', port: services.length === 0 ? 'none' : 'found', output: { services, count: services.length } };
  },
};

type ActiveService = { readonly service: string; readonly version: number; readonly title: string; readonly address: string };

/** A version above the first belongs to the name, as other nodes take it: `API_OUTBOUND_DELIVERY_SRV;v=0002`. */
function toService(row: JsonObject): ActiveService {
  const text = (name: string): string => String(row[name] ?? '');
  const version = Number(text('TechnicalServiceVersion')) || 1;
  const name = text('TechnicalServiceName').replace(/^\/[A-Z0-9]+\//, '');
  return {
    service: version === 1 ? name : `${name};v=${String(version).padStart(4, '0')}`,
    version,
    title: text('Description') || text('Title'),
    address: text('ServiceUrl'),
  };
}
