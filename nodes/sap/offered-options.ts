/** What a SAP system can fill fields of nodes with: what its catalogue and the metadata of a service say, and codes that are in use. */
import type { OfferedOption } from '#flows/connection-manifest.ts';
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess, OptionList } from '../connection.ts';
import { InvalidError } from '../errors.ts';
import { openSapService } from './client.ts';
import { openEntityService } from './entity-service.ts';
import { type EdmEntityType, type EdmModel, type EdmProperty, findEntitySet, findEntityType } from './odata/edm.ts';
import { sapCatalogue } from './read-catalogue.ts';

/** Codes of a customer's own have no list that every release can be asked for: the newest documents tell which are used. */
const DOCUMENTS_READ = 1_000;

export const sapOptions: { readonly [list: string]: OptionList } = {
  services: {
    wants: [],
    async read(connection, _given, signal) {
      const { services } = await sapCatalogue.list(connection, signal);
      return services.filter(({ service }) => service !== '').map(({ service, title }) => ({ value: service, label: title }));
    },
  },
  'entity-sets': ofModel((model) => model.entitySets.map(({ name }) => ({ value: name }))),
  fields: ofEntity((type) => type.properties.map((property) => toOption(property, type.key))),
  'key-fields': ofEntity((type) =>
    type.properties.filter(({ name }) => type.key.includes(name)).map((property) => toOption(property, type.key)),
  ),
  navigations: ofEntity((type) => type.navigations.map(({ name, target }) => ({ value: name, type: target }))),
  functions: ofModel((model) => [
    ...model.functionImports.map(({ name }) => ({ value: name })),
    ...(model.operations ?? []).map(({ name, boundTo }) => ({ value: name, ...(boundTo === undefined ? {} : { type: boundTo }) })),
  ]),
  parameters: ofModel(
    (model, { function: name }) => {
      const found = model.functionImports.find((one) => one.name === name) ?? model.operations?.find((one) => one.name === name);
      return (found?.parameters ?? []).map((parameter) => toOption(parameter, []));
    },
    ['function'],
  ),
  'order-types': inUse('API_SALES_ORDER_SRV', 'A_SalesOrder', 'SalesOrderType', 'SalesOrder'),
  'sales-organisations': inUse('API_SALES_ORDER_SRV', 'A_SalesOrder', 'SalesOrganization', 'SalesOrder'),
  'distribution-channels': inUse('API_SALES_ORDER_SRV', 'A_SalesOrder', 'DistributionChannel', 'SalesOrder'),
  divisions: inUse('API_SALES_ORDER_SRV', 'A_SalesOrder', 'OrganizationDivision', 'SalesOrder'),
  plants: inUse('API_PRODUCT_SRV', 'A_ProductPlant', 'Plant', 'Product'),
};

type Given = { readonly [field: string]: string };

function ofModel(pick: (model: EdmModel, given: Given) => readonly OfferedOption[], wants: readonly string[] = []): OptionList {
  return {
    wants: ['service', ...wants],
    read: async (connection, given, signal) =>
      byValue(pick(await openEntityService(connection, given['service']!).freshModel({ signal }), given)),
  };
}

/** A set that the service does not have is the fault of the question: an empty list would look like an answer. */
function ofEntity(pick: (type: EdmEntityType) => readonly OfferedOption[]): OptionList {
  return ofModel(
    (model, { service, entitySet }) => {
      const set = findEntitySet(model, entitySet!);
      const type = set === undefined ? undefined : findEntityType(model, set.entityType);
      if (type !== undefined) return pick(type);
      throw new InvalidError(`The service ${service} has no entity set "${entitySet}"`, {
        code: 'options-unknown',
        help: 'Choose one of those that are offered for the entity set.',
      });
    },
    ['entitySet'],
  );
}

function inUse(service: string, entitySet: string, field: string, newest: string): OptionList {
  return {
    wants: [],
    async read(connection: ConnectionAccess, _given, signal) {
      const question = `${entitySet}?$select=${field}&$orderby=${newest}%20desc&$top=${DOCUMENTS_READ}`;
      const rows = await openSapService(connection, service).getAll(question, { signal }, DOCUMENTS_READ);
      const codes = rows.map((row) => String((row as JsonObject | null)?.[field] ?? ''));
      return [...new Set(codes)]
        .filter((code) => code !== '')
        .map((value) => ({ value }))
        .toSorted(order);
    },
  };
}

function toOption({ name, type, maxLength, precision, scale }: EdmProperty, key: readonly string[]): OfferedOption {
  const size = maxLength ?? (precision === undefined ? undefined : scale === undefined ? precision : `${precision},${scale}`);
  return {
    value: name,
    type: `${type.replace('Edm.', '')}${size === undefined ? '' : `(${size})`}`,
    ...(key.includes(name) ? { isKey: true } : {}),
  };
}

function byValue(options: readonly OfferedOption[]): readonly OfferedOption[] {
  return options.toSorted((a, b) => Number(b.isKey ?? false) - Number(a.isKey ?? false) || order(a, b));
}

const order = (a: OfferedOption, b: OfferedOption) => a.value.localeCompare(b.value, 'en');
