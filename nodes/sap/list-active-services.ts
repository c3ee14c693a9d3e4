/** The services that are active in SAP, as its catalogues list them: V2 and V4 have one each. */
import type { OfferedService } from '#flows/connection-manifest.ts';
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { InvalidError } from '../errors.ts';
import { openSapCatalogue } from './client.ts';
import { openSapCatalogueV4 } from './client-v4.ts';
import type { SapExchange } from './sap-transport.ts';
import { sapSettingsOf } from './settings.ts';

export type ActiveService = Omit<OfferedService, 'protocol'>;

/** In the catalogue's order. Throws InvalidError `too-many-rows` when there are more than `maxRows`, and what asking SAP throws. */
export function listActiveServices(
  connection: ConnectionAccess,
  protocol: OfferedService['protocol'],
  exchange: SapExchange,
  maxRows: number,
): Promise<readonly ActiveService[]> {
  return protocol === 'V4' ? listV4(connection, exchange, maxRows) : listV2(connection, exchange, maxRows);
}

async function listV2(connection: ConnectionAccess, exchange: SapExchange, maxRows: number): Promise<readonly ActiveService[]> {
  const rows = await openSapCatalogue(connection).getAll('ServiceCollection', exchange, maxRows);
  const namespace = sapSettingsOf(connection).servicePath.replace(/\/+$/, '').split('/').at(-1)!;
  return rows.map((row) => toService(row as JsonObject, namespace));
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

/**
 * A version above the first belongs to the name, as other nodes take it: `API_OUTBOUND_DELIVERY_SRV;v=0002`. A service of a namespace
 * (`/ACME/ORDERS_SRV`) stands below a path of its own: without it the name would be that of another service.
 */
function toService(row: JsonObject, namespace: string): ActiveService {
  const text = (name: string): string => String(row[name] ?? '');
  const version = Number(text('TechnicalServiceVersion')) || 1;
  const [, itsNamespace = namespace, name = ''] = /^(?:\/([^/]+)\/)?([^/]+)$/.exec(text('TechnicalServiceName')) ?? [];
  const isElsewhere = name === '' || itsNamespace.toLowerCase() !== namespace.toLowerCase();
  return {
    service: isElsewhere ? '' : version === 1 ? name : `${name};v=${String(version).padStart(4, '0')}`,
    version,
    title: text('Description') || text('Title'),
    address: text('ServiceUrl'),
  };
}
