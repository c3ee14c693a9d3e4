/** The flow that wraps the scheduler, with frePPLe's nodes instead: what goes over as it is, and what somebody has to decide. */
import { describe, expect, test } from 'vitest';
import { exampleFlows } from '#flows/examples/examples.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { checkFlow } from '#flows/validate-flow.ts';
import { nodeTypes } from '#nodes/catalog.ts';

const byType = new Map(nodeTypes.map((nodeType) => [nodeType.manifest.type, nodeType]));
const context = {
  nodeTypes: (type: string) => byType.get(type)?.manifest,
  checkConfig: (type: string, config: JsonObject) => byType.get(type)?.checkConfig?.(config) ?? [],
};

describe('scheduler-demand with the nodes of frePPLe', () => {
  const scheduled = exampleFlows.find(({ id }) => id === 'scheduler-demand')!;

  test('tell, firm, commitment and replan go over by type and connection, where firm is planned at once', () => {
    const { 'what-if': _, ...nodes } = scheduled.nodes;
    const edges = scheduled.edges
      .filter(({ from }) => from !== 'what-if')
      .map((edge) => (edge.to === 'what-if' ? { ...edge, to: 'firm' } : edge));
    const text = JSON.stringify({ ...scheduled, nodes, edges })
      .replaceAll('(steps.firm ?? steps.`what-if`)', 'steps.firm')
      .replaceAll('steps.firm ?? steps.`what-if`', 'steps.firm')
      .replaceAll(` or steps.\`what-if\`.status = ${JSON.stringify('"failed"').slice(1, -1)}`, '');
    expect(checkFlow(withFrepple(JSON.parse(text) as FlowDocument), context)).toEqual([]);
  });

  test('its what-if does not, and is said before the flow is published', () => {
    expect(checkFlow(withFrepple(scheduled), context)).toMatchObject([
      { severity: 'error', path: '/nodes/what-if/config/mode', message: expect.stringContaining('what-if') },
    ]);
  });
});

function withFrepple(flow: FlowDocument): FlowDocument {
  const nodes = Object.entries(flow.nodes).map(([id, node]) => {
    const type = node.type.replace(/^scheduler\//, 'frepple/');
    return [id, type === node.type ? node : { ...node, type, connection: 'frepple' }];
  });
  return { ...flow, nodes: Object.fromEntries(nodes) as FlowDocument['nodes'] };
}
