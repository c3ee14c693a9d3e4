/** What a withheld write goes on with. */
import { expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { nodeTypes } from '#nodes/catalog.ts';
import type { StepNode } from '#nodes/node.ts';
import type { StepContext } from '#nodes/step.ts';
import { WriteWithheld } from '../embedded/attempt-endings.ts';
import { triedNodes } from './tried-nodes.ts';

/** By its first way out, where the schema knows two fields. */
async function goesOnWith(type: string): Promise<JsonObject> {
  const installed = nodeTypes.find(({ manifest }) => manifest.type === type) as StepNode;
  const withholding: StepNode = {
    ...installed,
    execute() {
      throw new WriteWithheld({ withheld: true, operation: 'it' });
    },
  };
  const schema = { type: 'object', properties: { salesOrder: { type: 'string' }, netAmount: { type: 'string' } } };
  const tried = triedNodes([withholding], {}, () => ({ port: 'confirmed', output: schema }));
  const [node] = tried.nodeTypes as readonly StepNode[];
  const outcome = await node!.execute({ path: 'write', config: {} } as StepContext);
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome.output as JsonObject;
}

test('TRY-2 the example of the node fills what it knows, the schema the rest, and what was withheld stands above both', async () => {
  expect(await goesOnWith('sap/change-sales-order')).toMatchObject({
    withheld: true,
    operation: 'it',
    salesOrder: '0000004711',
    items: [{ item: '000010', quantity: '25.000', unit: 'PC' }],
    netAmount: '',
  });
});

test('TRY-2 what depends on how the node is set is made from its schema alone', async () => {
  expect(await goesOnWith('http/request')).toEqual({ withheld: true, operation: 'it', salesOrder: '', netAmount: '' });
});
