import { describe, expect, test } from 'vitest';
import { exampleFlows } from '#flows/examples/examples.ts';
import { type FieldQuestion, type FieldUse, findFieldUses, matchFieldUses } from '#flows/field-uses/field-uses.ts';
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import { findAt, fromPointer } from '#flows/json-pointer.ts';
import { nodeTypes } from '#nodes/catalog.ts';

const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));
const context = { nodeTypes: (type: string) => manifests.get(type) };

const node = (type: string, config: FlowNode['config'], more: Partial<FlowNode> = {}): FlowNode => ({ type, version: 1, config, ...more });
const flow: FlowDocument = {
  format: 1,
  id: 'reads',
  name: 'Reads',
  layer: 'process',
  owner: 'order-management',
  contract: { major: 1, input: { type: 'object', properties: { order: { $ref: 'schemas/sales-order.json' }, note: { type: 'string' } } } },
  plant: '= trigger.body.order.plant',
  nodes: {
    start: node('core/manual', {}),
    rows: node('sap/read-entities', { service: 'S', entitySet: 'A_SalesOrder' }),
    shape: node('core/map', {
      rows: [
        { target: 'n', expression: 'trigger.body.order.items[quantity > 1].material' },
        { target: 'list[].m', scope: 'steps.rows.rows', expression: "Material & $$.trigger.body.'note'" },
        { target: 'list[].trigger', scope: 'steps.rows.rows', expression: 'trigger.body.note' },
      ],
    }),
    loop: node('core/for-each', { items: '= trigger.body.order.items' }),
    inside: node('core/map', { rows: [{ target: 'q', expression: 'item.quantity' }] }, { parent: 'loop' }),
    whole: node('core/map', {
      rows: [
        { target: 'o', expression: 'trigger.body.order' },
        { target: 's', expression: '"steps.rows.rows"' },
      ],
    }),
  },
  edges: [],
};

const uses = findFieldUses(flow, context);

function asked(question: FieldQuestion, of: readonly FieldUse[] = uses): readonly string[] {
  return matchFieldUses(of, question).map(({ pointer, whole, field }) => `${pointer} ${field}${whole ? '!' : ''}`);
}

describe('FLD-1 where a flow reads a field', () => {
  test('of a canonical object: by name, in a condition, in a loop, and what takes it as a whole', () => {
    expect(asked({ schema: 'sales-order', field: 'items.quantity' })).toEqual([
      '/nodes/shape/config/rows/0/expression order.items.quantity!',
      '/nodes/inside/config/rows/0/expression order.items.quantity!',
      '/nodes/whole/config/rows/0/expression order!',
    ]);
    expect(asked({ schema: 'schemas/sales-order.json', field: 'plant' })).toEqual([
      '/plant order.plant!',
      '/nodes/whole/config/rows/0/expression order!',
    ]);
    expect(asked({ schema: 'schedule-demand' })).toEqual([]);
  });

  test('of a node type, and of one object of the other system; a field of an item is no message', () => {
    expect(asked({ nodeType: 'sap/read-entities', field: 'Material' })).toEqual(['/nodes/shape/config/rows/1/expression rows.Material!']);
    expect(asked({ nodeType: 'sap/read-entities', object: 'A_SalesOrder', field: 'trigger.body.note' })).toEqual([
      '/nodes/shape/config/rows/2/expression rows.trigger.body.note!',
    ]);
    expect(asked({ nodeType: 'sap/read-entities', object: 'A_Other' })).toEqual([]);
    expect(asked({ nodeType: 'core/manual', field: 'note' })).toEqual(['/nodes/shape/config/rows/1/expression note!']);
  });

  test.each([
    ['by a variable', '($o := trigger.body.order; $o.items.quantity)', 'order.items.quantity!'],
    ['within a function', '$map(trigger.body.order.items, function($i) { $i.quantity * 2 })', 'order.items.quantity!'],
    ['by a quoted name, below parentheses', '(trigger.body).order.(items[0])."quantity"', 'order.items.quantity!'],
    [
      'in a condition of another list',
      'steps.rows.rows[Material in $$.trigger.body.order.items[quantity > 1].material]',
      'order.items.quantity!',
    ],
    // Named as a whole: not followed further, and not lost.
    ['through an object that was made on the way', '{ "o": trigger.body.order.items }.o.quantity', 'order.items!'],
    ['in the row that is found', '$findBy(trigger.body.order.items, "material", "A").quantity', 'order.items!'],
    ['as a text', '"trigger.body.order.items.quantity"', undefined],
    ['of something else', 'trigger.body.order.items.material & steps.rows.rows.quantity', undefined],
  ])('%s', (_how, expression, read) => {
    const nodes = { start: flow.nodes['start']!, rows: flow.nodes['rows']!, m: node('core/map', { rows: [{ target: 'x', expression }] }) };
    const { plant: _, ...rest } = flow;
    const found = asked({ schema: 'sales-order', field: 'items.quantity' }, findFieldUses({ ...rest, nodes }, context));
    expect(found).toEqual(read === undefined ? [] : [`/nodes/m/config/rows/0/expression ${read}`]);
  });

  test('a compensation reads the step that it undoes', () => {
    const nodes = {
      start: node('core/manual', {}),
      read: node('sap/read-sales-order', { salesOrder: '1' }, { compensate: 'undo' }),
      undo: node('core/map', { rows: [{ target: 'n', expression: 'compensated.output.order.plant' }] }),
    };
    expect(asked({ nodeType: 'sap/read-sales-order', field: 'order.plant' }, findFieldUses({ ...flow, nodes }, context))).toEqual([
      '/nodes/undo/config/rows/0/expression order.plant!',
    ]);
  });

  test('each place names the field in the text, in all example flows', () => {
    let places = 0;
    for (const example of exampleFlows as readonly FlowDocument[]) {
      for (const { pointer, place, field } of findFieldUses(example, context)) {
        const text = findAt(example as unknown as Json, fromPointer(pointer));
        const named = String(text)
          .slice(place.offset, place.offset + place.length)
          .replaceAll(/["'`]/g, '');
        // All of an answer stands where its step is named, an item of a loop as "item"; a column of a bulk job has dots in its name.
        if (named !== 'item' && field !== '' && !field.endsWith('*'))
          expect(`.${field}`.endsWith(`.${named}`), `${named} of ${field}`).toBe(true);
        places += 1;
      }
    }
    expect(places).toBeGreaterThan(1_000);
  });

  test('a loop that stands in itself, and texts that cannot be read, have no uses', () => {
    const nodes = {
      start: node('core/manual', {}),
      a: node('core/for-each', { items: '= item.x' }, { parent: 'b' }),
      b: node('core/for-each', { items: '= item.y' }, { parent: 'a' }),
      c: node('core/map', { rows: [{ target: 'a', expression: 'trigger.body.' }] }),
    };
    expect(asked({}, findFieldUses({ ...flow, plant: '= trigger.', nodes }, context))).toEqual([]);
  });
});
