import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../../connection.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { openSapCatalogue } from '../client.ts';
import { openSapCatalogueV4 } from '../client-v4.ts';
import type { SapExchange } from '../sap-transport.ts';
import { sapSettingsOf } from '../settings.ts';
import { type ListServicesConfig, listServicesManifest } from './manifest.ts';

export const sapListServices: StepNode = {
  manifest: listServicesManifest,
  async execute(step) {
    const { search, maxRows, protocol = 'V2' } = step.config as ListServicesConfig;
    const list = protocol === 'V4' ? listV4 : listV2;
    const found = await step.read('list-services', { search: search ?? '', protocol }, (exchange) =>
      list(step.connection, exchange, maxRows),
    );
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

async function listV2(connection: ConnectionAccess, exchange: SapExchange, maxRows: number): Promise<readonly ActiveService[]> {
  const rows = await openSapCatalogue(connection).getAll('ServiceCollection', exchange, maxRows);
  return rows.map((row) => toService(row as JsonObject));
}

async function listV4(connection: ConnectionAccess, exchange: SapExchange, maxRows: number): Promise<readonly ActiveService[]> {
  const path = 'ServiceGroups?$expand=DefaultSystem($expand=Services)';
  const groups = await openSapCatalogueV4(connection).getAll(path, exchange, maxRows);
  const rows = groups.flatMap((group) => {
    const system = (group as JsonObject)['DefaultSystem'] as JsonObject | null | undefined;
    return (system?.['Services'] ?? []) as readonly JsonObject[];
  });
  if (rows.length > maxRows) throw new InvalidError(`SAP has more than ${maxRows} services`, { code: 'too-many-rows' });
  const root = `${sapSettingsOf(connection).v4ServicePath.replace(/\/+$/, '')}/`;
  return rows.map((row) => toV4Service(row, root));
}

/** Other nodes take what stands below the path of the connection. */
function toV4Service(row: JsonObject, root: string): ActiveService {
  const address = (String(row['ServiceUrl'] ?? '').split('?')[0] ?? '').replace(/\/+$/, '');
  return {
    service: address.toLowerCase().startsWith(root.toLowerCase()) ? address.slice(root.length) : '',
    version: Number(row['ServiceVersion']) || 1,
    title: String(row['Description'] ?? ''),
    address,
  };
}

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
