/** What a SAP system offers, for a person who chooses a service to import: its active services, and the metadata of one. */
import type { OfferedService, ServiceCatalogue, UnreadCatalogue } from '#flows/connection-manifest.ts';
import { SERVICE_LIMITS } from '#flows/services/service.ts';
import type { ConnectionCatalogue } from '../connection.ts';
import { InvalidError, NetworkError, toStepError } from '../errors.ts';
import { openSapService } from './client.ts';
import { SapServiceV4 } from './client-v4.ts';
import { listActiveServices } from './list-active-services.ts';
import { readEdmx } from './odata/read-edmx.ts';

/** A system has a few thousand of them at most. */
const MOST_SERVICES = 20_000;
const PROTOCOLS = ['V2', 'V4'] as const;

export const sapCatalogue: ConnectionCatalogue = {
  async list(connection, signal): Promise<ServiceCatalogue> {
    const [v2, v4] = await Promise.allSettled(
      PROTOCOLS.map(async (protocol) => {
        const found = await listActiveServices(connection, protocol, { signal }, MOST_SERVICES);
        return found.map((one): OfferedService => ({ ...one, protocol }));
      }),
    );
    // Older releases have no catalogue of V4, and a user may see one of the two only: what the other lists is there all the same.
    if (v2!.status === 'rejected' && v4!.status === 'rejected') throw v2!.reason;
    const services = [v2!, v4!].flatMap((read) => (read.status === 'fulfilled' ? read.value : []));
    const unread = [v2!, v4!].flatMap((read, index): readonly UnreadCatalogue[] =>
      read.status === 'fulfilled' ? [] : [{ protocol: PROTOCOLS[index]!, message: toStepError(read.reason).message }],
    );
    return { services: services.toSorted((a, b) => a.service.localeCompare(b.service) || a.version - b.version), unread };
  },

  async describe(connection, service, protocol, signal) {
    const opened = protocol === 'V4' ? new SapServiceV4(connection, service) : openSapService(connection, service);
    const text = await opened.metadata({ signal });
    if (Buffer.byteLength(text) > SERVICE_LIMITS.bytes) {
      throw new InvalidError(`The metadata of ${service} are larger than ${SERVICE_LIMITS.bytes} bytes`, {
        code: 'metadata-too-large',
        help: 'No description of that size can be imported. Use the nodes of SAP that work with any service.',
      });
    }
    const model = readEdmx(text);
    if (typeof model === 'string')
      throw new NetworkError(`The metadata of ${service} cannot be read: ${model}`, { code: 'metadata-malformed' });
    return text;
  },
};
