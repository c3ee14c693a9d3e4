import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { outputAt } from '#flows/derive.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { findAt } from '#flows/json-pointer.ts';
import { compareServices } from '#flows/services/compare-services.ts';
import { configSchemaOf } from '#flows/services/operation-config.ts';
import { ofService, type ServiceOperation } from '#flows/services/service.ts';
import { createSapSystem, outputOf } from '../../test/support/sap-system.ts';
import { createStep } from '../../test/support/step-context.ts';
import type { StepNode } from '../node.ts';
import { sapCallFunction } from './call-function/execute.ts';
import { describeODataService } from './describe-service.ts';
import { openEntityService } from './entity-service.ts';
import type { EdmModel } from './odata/edm.ts';
import { sapReadEntities } from './read-entities/execute.ts';
import { sapWriteEntity } from './write-entity/execute.ts';

const V2 = 'API_SALES_ORDER_SRV';
const V4 = 'api_salesorder/srvd_a2x/sap/salesorder/0001';
const PLANNED = 'API_PLANNED_ORDERS';
const NODES: { readonly [type: string]: StepNode } = {
  'sap/read-entities': sapReadEntities,
  'sap/write-entity': sapWriteEntity,
  'sap/call-function': sapCallFunction,
};
const EXCHANGE = { key: 'k', attempt: 1, signal: new AbortController().signal };

async function modelOf(service: string, system = createSapSystem()): Promise<EdmModel> {
  return await openEntityService(system.connection, service).model(EXCHANGE as never);
}

async function operationsOf(service: string): Promise<readonly ServiceOperation[]> {
  const { description, problems } = describeODataService(await modelOf(service), service);
  expect(problems).toEqual([]);
  return description!.operations.map((operation) => ofService('imported', operation));
}

async function operationOf(service: string, id: string): Promise<ServiceOperation> {
  const operations = await operationsOf(service);
  const found = operations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id} in ${operations.map((one) => one.id).join(', ')}`);
  return found;
}

function faults(schema: JsonSchema, value: Json): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  ajv.validate(schema, structuredClone(value));
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Runs the node as it was placed, with this filled in, and holds its output against what was said of it. */
async function run({ type, config }: ServiceOperation, filled: JsonObject, system = createSapSystem()) {
  const { manifest, execute } = { manifest: NODES[type]!.manifest, execute: NODES[type]!.execute };
  const whole = { ...config, ...filled };
  expect(faults(configSchemaOf(manifest, { config: whole }), whole)).toEqual([]);
  const defaults = type === 'sap/read-entities' ? { maxRows: 1000 } : { knownBy: [] };
  const outcome = await execute(createStep({ config: { ...defaults, ...whole }, connection: system.connection }));
  const said = outputAt(manifest, { config: whole }, (outcome as { port: string }).port, { contract: { major: 1 } });
  expect(faults(said, outputOf(outcome))).toEqual([]);
  return outcome as { readonly port: string; readonly output: JsonObject };
}

describe('the metadata of an OData service', () => {
  test('SVC-9 become operations by entity set, as far as the metadata allow', async () => {
    const ids = (await operationsOf(V2)).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['A_SalesOrder.list', 'A_SalesOrder.read', 'A_SalesOrder.create', 'A_SalesOrder.change']));
    const model = await modelOf(V4);
    const v4 = (await operationsOf(V4)).map(({ id }) => id);
    for (const { name, creatable, updatable, deletable } of model.entitySets)
      expect([v4.includes(`${name}.create`), v4.includes(`${name}.change`), v4.includes(`${name}.delete`)]).toEqual([
        creatable,
        updatable,
        deletable,
      ]);
    expect(v4).toContain('SalesOrderType.releaseApprovalRequest');
  });

  test.each([
    [V2, 'A_SalesOrder', 'TotalNetAmount'],
    [V4, 'SalesOrder', 'TotalNetAmount'],
    [V2, 'A_SalesOrderItem', 'RequestedQuantity'],
    [V4, 'SalesOrderItem', 'RequestedQuantity'],
  ])('SVC-9 %s: rows of %s come as it is said', async (service, set, amount) => {
    const system = createSapSystem();
    const { order } = system.confirmedItem();
    const list = await operationOf(service, `${set}.list`);
    const { output } = await run(list, { where: { SalesOrder: order.salesOrder.replace(/^0+/, '') } }, system);
    const rows = output['rows'] as readonly JsonObject[];
    expect(rows[0]).toMatchObject({ [amount]: expect.any(String) });
    const chosen = await run(list, { select: [amount], top: 2 }, system);
    expect(Object.keys((chosen.output['rows'] as readonly JsonObject[])[0]!)).toEqual([amount]);
  });

  test.each(['API_PLANNED_ORDERS', 'API_PRODUCTION_ORDER_2_SRV', 'API_MATERIAL_STOCK_SRV', 'API_BUSINESS_PARTNER', 'API_PRODUCT_SRV'])(
    'SVC-9 every set of %s gives what its metadata say',
    async (service) => {
      const system = createSapSystem();
      for (const operation of (await operationsOf(service)).filter(({ id }) => id.endsWith('.list')))
        await run(operation, { top: 3 }, system);
    },
  );

  test('SVC-9 a row is read and changed by its key, and the record of SAP shows it', async () => {
    const system = createSapSystem();
    const { order } = system.confirmedItem();
    const key = { SalesOrder: order.salesOrder.replace(/^0+/, '') };
    const change = await operationOf(V4, 'SalesOrder.change');
    expect((await run(change, { key, values: { PurchaseOrderByCustomer: 'PO-77' } }, system)).port).toBe('done');
    const again = await run(change, { key, values: { PurchaseOrderByCustomer: 'PO-77' } }, system);
    expect(again.port).toBe('no-change');
    const { output } = await run(await operationOf(V4, 'SalesOrder.read'), { where: key }, system);
    expect(output).toMatchObject({ count: 1, rows: [{ PurchaseOrderByCustomer: 'PO-77' }] });
    expect(system.http.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });

  test('SVC-9 what does not fit the description is no config', async () => {
    const config = async (id: string, filled: JsonObject) => {
      const operation = await operationOf(V2, id);
      const whole = { ...operation.config, ...filled };
      return faults(configSchemaOf(NODES[operation.type]!.manifest, { config: whole }), whole);
    };
    expect(await config('A_SalesOrder.read', { where: {} })).toEqual(["/where must have required property 'SalesOrder'"]);
    expect(await config('A_SalesOrder.change', { key: { SalesOrder: '1' }, values: { Nothing: 1 } })).not.toEqual([]);
    expect(await config('A_SalesOrder.change', { key: { SalesOrder: '1' }, values: { PurchaseOrderByCustomer: true } })).not.toEqual([]);
    expect(await config('A_SalesOrder.change', { key: { SalesOrder: '1' }, entitySet: 'A_SalesOrderItem' })).not.toEqual([]);
    expect(await config('A_SalesOrder.change', { key: { SalesOrder: '1' }, values: { PurchaseOrderByCustomer: 'a' } })).toEqual([]);
  });

  test('SVC-7 a newer one says which fields went, and which operations', async () => {
    const model = await modelOf(PLANNED);
    const [first] = model.entitySets;
    const without = (name: string): EdmModel => ({
      ...model,
      entityTypes: model.entityTypes.map((type) => ({ ...type, properties: type.properties.filter((one) => one.name !== name) })),
      entitySets: model.entitySets.map((set) => ({ ...set, creatable: false })),
    });
    const type = model.entityTypes.find(({ name }) => name === first!.entityType)!;
    const gone = type.properties.find(({ name }) => !type.key.includes(name))!.name;
    const [older, newer] = [model, without(gone)].map((one) => describeODataService(one, PLANNED).description!.operations);
    const changes = [...compareServices(older!, newer!)].filter((change) => change !== undefined);
    expect(changes).toContainEqual(expect.objectContaining({ operation: `${first!.name}.list`, kind: 'changed', breaks: true }));
    expect(changes.find(({ operation }) => operation === `${first!.name}.list`)?.reasons).toContain(
      `"rows[].${gone}" does not come any more.`,
    );
    expect(changes.filter(({ kind }) => kind === 'removed').map(({ operation }) => operation)).toEqual(
      older!.filter(({ id }) => id.endsWith('.create')).map(({ id }) => id),
    );
  });

  test('SVC-10 where a service of V4 stands has to be given', async () => {
    const model = await modelOf(V4);
    for (const path of [undefined, 'a/../b', V2])
      expect(describeODataService(model, path)).toMatchObject({ problems: [{ code: 'service-path-missing', severity: 'error' }] });
    expect(describeODataService(model, V4).description).toMatchObject({
      kind: 'odata',
      title: 'api_salesorder',
      version: '0001',
      path: V4,
    });
  });

  test('SVC-10 what no config could hold is left out and named', async () => {
    const model = await modelOf(V2);
    const [set] = model.entitySets;
    const { description, problems } = describeODataService(
      {
        ...model,
        entitySets: [set!, { ...set!, name: 'bad name/..' }, { ...set!, name: 'Other', entityType: 'Nothing' }],
        functionImports: [
          {
            name: 'Odd',
            httpMethod: 'GET',
            returnsMany: false,
            parameters: [{ ...model.entityTypes[0]!.properties[0]!, type: 'X.Y' as never }],
          },
        ],
      },
      V2,
    );
    expect(description?.operations.every(({ id }) => id.startsWith(`${set!.name}.`))).toBe(true);
    expect(problems.map(({ code }) => code)).toEqual(['name-malformed', 'type-unknown', 'parameter-unsupported']);
  });

  test('SVC-9 a plain node keeps the schema of its type', () => {
    const { manifest } = sapReadEntities;
    expect(configSchemaOf(manifest, { config: { service: V2, entitySet: 'A' } })).toBe(manifest.config);
    expect(findAt(manifest.config, ['properties', 'described', 'readOnly'])).toBe(true);
  });
});
