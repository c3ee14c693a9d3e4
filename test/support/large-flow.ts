/** A flow of many nodes that stands on itself all along: maps of order lines, switches that judge them, calls of other flows. */
import type { FlowDocument, FlowEdge, FlowNode } from '#flows/flow.ts';

export function createLargeFlow(size: number): FlowDocument {
  const nodes: { [id: string]: FlowNode } = {
    start: { type: 'core/event', version: 1, label: 'Start', config: { type: 'millrace.sales-order.revised.v1' } },
  };
  const edges: FlowEdge[] = [];
  let last = 'start';
  let lastMap = '';
  for (let at = 1; at < size; at += 1) {
    const id = `step-${at}`;
    const kind = at % 5;
    edges.push({ from: last, to: id, ...(nodes[last]!.type === 'core/switch' ? { port: 'some' } : {}) });
    if (kind === 1 || lastMap === '') {
      const items = lastMap === '' ? 'trigger.body.items' : `steps.\`${lastMap}\`.items`;
      nodes[id] = {
        type: 'core/map',
        version: 1,
        label: id,
        config: {
          rows: [
            { target: 'order', expression: 'trigger.body.salesOrder' },
            { target: 'items[].item', expression: 'item', scope: items },
            { target: 'items[].material', expression: 'material', scope: items },
            { target: 'items[].quantity', expression: '$number(quantity) > 0 ? quantity : "0.000"', scope: items },
            { target: 'items[].unit', expression: 'unit', scope: items },
            { target: 'total', expression: `$sum(${items}.$number(quantity))` },
          ],
        },
      };
      lastMap = id;
    } else if (kind === 2)
      nodes[id] = {
        type: 'core/switch',
        version: 1,
        label: id,
        config: { cases: [{ port: 'some', when: `= steps.\`${lastMap}\`.total > ${at}` }] },
      };
    else if (kind === 3)
      nodes[id] = {
        type: 'core/raise-exception',
        version: 1,
        label: id,
        config: {
          title: `= "Order " & trigger.body.salesOrder & ": " & $join(steps.\`${lastMap}\`.items.material, ", ")`,
          owner: 'planner',
          detail: `= steps.\`${lastMap}\``,
        },
      };
    else if (kind === 4)
      nodes[id] = {
        type: 'core/call-flow',
        version: 1,
        label: id,
        config: { flow: 'sap-sales-order', major: 1, input: { operation: 'read', salesOrder: '= trigger.body.salesOrder' } },
      };
    else
      nodes[id] = {
        type: 'core/emit-event',
        version: 1,
        label: id,
        config: {
          type: 'order.counted',
          subject: '= trigger.body.salesOrder',
          data: { first: `= steps.\`step-${at - 1}\`.order.items[0].material`, lines: `= $count(steps.\`${lastMap}\`.items)` },
        },
      };
    last = id;
  }
  return {
    format: 1,
    id: 'large',
    name: 'Large',
    layer: 'process',
    owner: 'tests',
    contract: { major: 1, input: { $ref: 'schemas/sales-order-revised.json' } },
    lane: { name: 'sales-order', key: '= trigger.body.salesOrder' },
    nodes,
    edges,
  };
}
