/** The example that the help of each node type shows: put into a flow, it is a node without an error in its settings. */
import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { checkFlow } from '#flows/validate-flow.ts';
import { nodeTypes } from '#nodes/catalog.ts';
import { smallFlow } from '../support/api-flows.ts';

const types = new Map(nodeTypes.map((type) => [type.manifest.type, type]));

/** After a start by hand, whose message may be anything; a trigger stands alone. */
function flowWith(type: string): FlowDocument {
  const { kind, connection, version, example } = types.get(type)!.manifest;
  const shown = { type, version, label: 'Shown', config: example!.config, ...(connection === undefined ? {} : { connection: 'shown' }) };
  if (kind !== 'trigger') return smallFlow({ id: 'shown', nodes: { shown }, edges: ['start > shown'] });
  return { ...smallFlow({ id: 'shown' }), nodes: { shown } } as FlowDocument;
}

function errorsOf(document: FlowDocument) {
  const problems = checkFlow(document, {
    nodeTypes: (name) => types.get(name)?.manifest,
    checkConfig: (name, config: JsonObject) => types.get(name)?.checkConfig?.(config) ?? [],
    flows: () => undefined,
  });
  return problems
    .filter(({ severity, path }) => severity === 'error' && path.startsWith('/nodes/shown/config'))
    .map(({ code, path, message }) => ({ code, path, message }));
}

describe.each([...types.keys()])('%s', (type) => {
  test('has an example whose settings and types are right', () => {
    expect(errorsOf(flowWith(type))).toEqual([]);
  });
});

test('an example that were wrong would be found', () => {
  const wrong = smallFlow({
    id: 'shown',
    nodes: { shown: { type: 'core/map', config: { rows: [{ target: 'n', expression: 'trigger.body.' }], surplus: 1 } } },
    edges: ['start > shown'],
  });
  expect(
    errorsOf(wrong)
      .map(({ path }) => path)
      .toSorted(),
  ).toEqual(['/nodes/shown/config/rows/0/expression', '/nodes/shown/config/surplus']);
});
