import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { SapExchange } from '../client.ts';
import { type EntityService, openEntityService } from '../entity-service.ts';
import { type EdmEntityType, type EdmModel, findEntitySet, findEntityType } from '../odata/edm.ts';
import { type ReadEntitiesConfig, readEntitiesManifest } from './manifest.ts';

export const sapReadEntities: StepNode = {
  manifest: readEntitiesManifest,
  async execute(step) {
    const config = step.config as ReadEntitiesConfig;
    const service = openEntityService(step.connection, config.service);
    const { described: _, ...question } = config;
    const rows = await step.read('read-entities', question as unknown as JsonObject, (exchange) => readRows(service, config, exchange));
    return { kind: 'done', port: 'out', output: { rows, count: rows.length } };
  },
};

async function readRows(service: EntityService, config: ReadEntitiesConfig, exchange: SapExchange): Promise<readonly JsonObject[]> {
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
  const rows = await service.getAll(`${config.entitySet}${queryOf(service, config, model, type)}`, exchange, config.maxRows);
  return rows.map((row) => service.readRow(model, type, row));
}

function queryOf(service: EntityService, config: ReadEntitiesConfig, model: EdmModel, type: EdmEntityType): string {
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
    return `${name} eq ${service.literal(value, property.type)}`;
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
