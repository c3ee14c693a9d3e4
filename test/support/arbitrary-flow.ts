/** Flows as somebody might draw them, right in shape, for property tests. Few ids, so that two drawings meet. */
import fc from 'fast-check';
import type { FlowDocument, FlowEdge, FlowNode } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';

const id = fc.constantFrom('a', 'b', 'c', 'change-order', 'd');
const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('= trigger.body', "'= x", '= steps.a.b & "x"', '= ('),
);
const fieldName = fc.constantFrom('rows', 'items', 'z', '1', '10', '9', '__proto__', 'a/b', 'when');

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 2 }),
    // As read from a file: `__proto__` is a field like any other.
    fc.dictionary(fieldName, tie('value'), { maxKeys: 3 }).map((object) => JSON.parse(JSON.stringify(object)) as Json),
  ),
}));
const config = fc.dictionary(fieldName, value, { maxKeys: 3 }).map((object) => JSON.parse(JSON.stringify(object)) as JsonObject);

const node: fc.Arbitrary<FlowNode> = fc.record(
  {
    type: fc.constantFrom('core/map', 'core/switch', 'test/change-order', 'test/webhook', 'other/unknown'),
    version: fc.integer({ min: 1, max: 2 }),
    config,
    label: fc.constantFrom('Change', 'Ask'),
    connection: fc.constantFrom('sap', 'crm'),
    retry: fc.record({ attempts: fc.integer({ min: 1, max: 3 }), initialMs: fc.constantFrom(0, 100) }, { requiredKeys: ['attempts'] }),
    timeoutMs: fc.constantFrom(1000, 2000),
    compensate: id,
    note: fc.constantFrom('why', 'because'),
    parent: id,
  },
  { requiredKeys: ['type', 'version', 'config'] },
) as fc.Arbitrary<FlowNode>;

const edge: fc.Arbitrary<FlowEdge> = fc.record(
  { from: id, port: fc.constantFrom('error', 'blocked'), to: id },
  { requiredKeys: ['from', 'to'] },
) as fc.Arbitrary<FlowEdge>;

export const arbitraryFlow: fc.Arbitrary<FlowDocument> = fc
  .record(
    {
      format: fc.constant(1 as const),
      id: fc.constant('order-change'),
      name: fc.constantFrom('Order change', 'Change of orders'),
      description: fc.constantFrom('x', 'y'),
      layer: fc.constantFrom('system' as const, 'process' as const),
      owner: fc.constantFrom('order-management', 'planning'),
      contract: fc.record({ major: fc.integer({ min: 1, max: 2 }), input: config, output: config }, { requiredKeys: ['major'] }),
      plant: fc.constantFrom('= trigger.body.plant', '= "1010"'),
      object: fc.record({
        type: fc.constant('sales-order'),
        keys: fc.dictionary(fc.constantFrom('sapOrder', 'crmOrder'), fc.constantFrom('= trigger.body.a', '= trigger.body.b')),
      }),
      lane: fc.record(
        {
          name: fc.constantFrom('x', 'y'),
          key: fc.constantFrom('= trigger.body.a', '= trigger.body.b'),
          whenNewer: fc.constantFrom('queue' as const, 'coalesce' as const),
        },
        { requiredKeys: ['name', 'key'] },
      ),
      idempotency: fc.record(
        { key: fc.constantFrom('= trigger.body.id'), windowMs: fc.constantFrom(1000, 2000) },
        { requiredKeys: ['key'] },
      ),
      respondWithinMs: fc.constantFrom(1000, 2000),
      concurrency: fc.constantFrom(1, 2),
      nodes: fc.dictionary(id, node, { maxKeys: 5 }),
      edges: fc.uniqueArray(edge, { maxLength: 6, selector: ({ from, port, to }) => `${from}/${port ?? ''}/${to}` }),
      notes: fc.dictionary(
        fc.constantFrom('note-1', 'note-2', 'a'),
        fc.record({
          text: fc.constantFrom('', 'why', 'a\nb'),
          at: fc.tuple(fc.integer({ min: -9, max: 9 }), fc.constant(0)),
          size: fc.tuple(fc.constantFrom(60, 220), fc.constant(120)),
        }),
        { minKeys: 1, maxKeys: 2 },
      ) as fc.Arbitrary<NonNullable<FlowDocument['notes']>>,
      layout: fc.dictionary(id, fc.tuple(fc.integer({ min: -9, max: 9 }), fc.double({ min: -5, max: 5, noNaN: true })), { minKeys: 1 }),
    },
    { requiredKeys: ['format', 'id', 'name', 'layer', 'owner', 'contract', 'nodes', 'edges'] },
  )
  .map((flow) => JSON.parse(JSON.stringify(flow)) as FlowDocument);
