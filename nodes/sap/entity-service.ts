/** A service of either version, by its name: what nodes need that work with any service. */
import type { ConnectionAccess } from '../connection.ts';
import { openSapService, type SapService } from './client.ts';
import { SapServiceV4 } from './client-v4.ts';

export type EntityService = SapService | SapServiceV4;

/** A V4 service is named by its path, which has slashes; a V2 service by its name. */
export function openEntityService(connection: ConnectionAccess, service: string): EntityService {
  return service.includes('/') ? new SapServiceV4(connection, service) : openSapService(connection, service);
}

/** Pattern of a config field that takes either. */
export const ANY_SERVICE = '^([A-Za-z0-9_]+(;[a-z]=[0-9]+)?|[A-Za-z0-9_]+(/[A-Za-z0-9_]+){2,5}/[0-9]{4})$';
