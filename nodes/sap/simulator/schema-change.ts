/** The service after an upgrade that nobody announced: one field renamed, one gone, in `$metadata` and in every payload. */
import type { ModelEntityType } from './gateway/model.ts';
import type { ODataService } from './gateway/service.ts';

/** By entity type: old name → new name, or null where the field is gone. */
const CHANGES: { readonly [entityType: string]: { readonly [property: string]: string | null } } = {
  A_SalesOrderType: { ExternalDocumentID: null },
  A_SalesOrderItemType: { RequestedQuantity: 'OrderQuantity' },
};

export function withChangedSchema(service: ODataService): ODataService {
  return { ...service, model: { ...service.model, entityTypes: service.model.entityTypes.map(changedType) } };
}

function changedType(type: ModelEntityType): ModelEntityType {
  const changes = CHANGES[type.name];
  if (changes === undefined) return type;
  return {
    ...type,
    properties: type.properties.flatMap((property) => {
      const next = changes[property.name];
      if (next === undefined) return [property];
      return next === null ? [] : [{ ...property, name: next, inside: property.name }];
    }),
  };
}
