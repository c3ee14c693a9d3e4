/** The type of an entity set by the service's own metadata. */
import { InvalidError } from '../errors.ts';
import type { EntityService } from './entity-service.ts';
import { type EdmEntityType, type EdmModel, findEntitySet, findEntityType } from './odata/edm.ts';

/** Metadata that do not fit are read again next time: the system may be in the middle of an upgrade. */
export function entityTypeOfSet(service: EntityService, model: EdmModel, set: string): EdmEntityType {
  const found = findEntitySet(model, set);
  const type = found === undefined ? undefined : findEntityType(model, found.entityType);
  if (type !== undefined) return type;
  service.forgetModel();
  throw new InvalidError(`${service.root.slice(service.root.lastIndexOf('/') + 1)} of this system has no ${set}`, {
    code: 'service-changed',
    help: 'The service is another than the one this connector knows. Compare its $metadata with the last release.',
  });
}
