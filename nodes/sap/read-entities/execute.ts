import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { openSapService, type SapExchange, type SapService } from '../client.ts';
import { type EdmEntityType, type EdmModel, findEntitySet, findEntityType } from '../odata/edm.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { readEntity } from '../property-values.ts';
import { type ReadEntitiesConfig, readEntitiesManifest } from './manifest.ts';

export const sapReadEntities: StepNode = {
  manifest: readEntitiesManifest,
  async execute(step) {
    const config = step.config as ReadEntitiesConfig;
    const service = openSapService(step.connection, config.service);
    const rows = await step.read('read-entities', config as unknown as JsonObject, (exchange) => readRows(service, config, exchange));
    return { kind: 'done', port: 'out', output: { rows, count: rows.length } };
  },
};

async function readRows(service: SapService, config: ReadEntitiesConfig, exchange: SapExchange): Promise<readonly JsonObject[]> {
  const model = await service.model(exchange);
  const set = findEntitySet(model, config.entitySet);
  const type = set === undefined ? undefined : findEntityType(model, set.entityType);
  if (type === undefined) {
    service.forgetModel();
    throw new InvalidError(`${config.service} has no entity set ${config.entitySet}`, {
      code: 'entity-set-unknown',
      help: `It has ${model.entitySets.map(({ name }) => name).join(', ')}.`,
      target: config.entitySet,
    });
  }
  const rows = await service.getAll(`${config.entitySet}${queryOf(config, model, type)}`, exchange, config.maxRows);
  return rows.map((row) => readEntity(model, type, row));
}

function queryOf(config: ReadEntitiesConfig, model: EdmModel, type: EdmEntityType): string {
  const { where, filter, select, expand, orderBy, top } = config;
  const conditions = Object.entries(where as { readonly [name: string]: string | number | boolean | null }).map(([name, value]) => {
    const property = type.properties.find((one) => one.name === name);
    if (property === undefined) {
      throw new InvalidError(`${type.name} has no field ${name}`, {
        code: 'field-unknown',
        help: `Its fields are listed in ${model.namespace}/$metadata.`,
        target: name,
      });
    }
    return `${name} eq ${formatODataLiteral(value, property.type)}`;
  });
  const whole = [...conditions, ...(filter === undefined || filter.trim() === '' ? [] : [`(${filter})`])].join(' and ');
  const options: readonly (readonly [string, string | undefined])[] = [
    ['$filter', whole === '' ? undefined : whole],
    ['$select', select?.join(',')],
    ['$expand', expand?.join(',')],
    ['$orderby', orderBy],
    ['$top', top === undefined ? undefined : String(top)],
  ];
  const given = options.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return given.length === 0 ? '' : `?${given.join('&')}`;
}
