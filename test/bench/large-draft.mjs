// A draft of 200 nodes as people draw them, in blocks of eight: lines are mapped, validated and judged, SAP or a web service is asked,
// the two ways meet again, others are told. Every block works on what the one before it gave.

const BLOCK = 8;

export function makeLargeDraft(size) {
  const nodes = { start: node('core/event', { type: 'millrace.sales-order.revised.v1' }) };
  const edges = [];
  let last = { id: 'start' };
  for (let block = 1; Object.keys(nodes).length + BLOCK <= size; block += 1) last = addBlock(block, last, nodes, edges);
  // What is left over tells somebody.
  for (let at = 1; Object.keys(nodes).length < size; at += 1) {
    nodes[`tail-${at}`] = exception(`= "Order " & trigger.body.salesOrder & " is through"`);
    edges.push({ ...leave(last), to: `tail-${at}` });
    last = { id: `tail-${at}` };
  }
  return {
    format: 1,
    id: 'large-draft',
    name: 'Large draft',
    layer: 'process',
    owner: 'bench',
    contract: { major: 1, input: { $ref: 'schemas/sales-order-revised.json' } },
    lane: { name: 'sales-order', key: '= trigger.body.salesOrder', sequence: '= trigger.body.revision' },
    nodes,
    edges,
  };
}

function addBlock(block, before, nodes, edges) {
  const id = (name) => `${name}-${block}`;
  const items = block === 1 ? 'trigger.body.items' : `steps.\`lines-${block - 1}\`.items`;
  const lines = `steps.\`${id('lines')}\``;
  Object.assign(nodes, {
    [id('lines')]: node('core/map', {
      rows: [
        { target: 'order', expression: 'trigger.body.salesOrder' },
        { target: 'plant', expression: 'trigger.body.plant' },
        { target: 'items[].item', expression: 'item', scope: items },
        { target: 'items[].material', expression: 'material', scope: items },
        { target: 'items[].quantity', expression: '$number(quantity) > 0 ? quantity : "0.000"', scope: items },
        { target: 'items[].unit', expression: 'unit', scope: items },
        { target: 'total', expression: `$sum(${items}.$number(quantity))` },
      ],
    }),
    [id('check')]: node('core/validate', { schema: LINES, value: `= ${lines}` }),
    [id('bad')]: exception(`= "Lines of " & trigger.body.salesOrder & ": " & $join(steps.\`${id('check')}\`.problems.message, ", ")`),
    [id('judge')]: node('core/switch', { cases: [{ port: 'large', when: `= ${lines}.total > ${block * 100}` }], otherwise: 'small' }),
    [id('order')]: node('core/call-flow', {
      flow: 'sap-sales-order',
      major: 1,
      input: { operation: 'read', salesOrder: `= ${lines}.order` },
    }),
    [id('stock')]: {
      ...node('http/request', {
        method: 'GET',
        path: `= "/plants/" & $encodeUrlComponent(${lines}.plant) & "/stock"`,
        query: { material: `= ${lines}.items.material` },
        answer: STOCK,
      }),
      connection: 'web',
    },
    [id('asked')]: node('core/join', { mode: 'any' }),
    [id('told')]: node('core/emit-event', {
      type: 'order.counted',
      subject: `= ${lines}.order`,
      data: {
        lines: `= $count(${lines}.items)`,
        free: `= steps.\`${id('stock')}\`.body.free`,
        outcome: `= steps.\`${id('order')}\`.outcome`,
      },
    }),
  });
  edges.push(
    { ...leave(before), to: id('lines') },
    { from: id('lines'), to: id('check') },
    { from: id('check'), port: 'invalid', to: id('bad') },
    { from: id('check'), port: 'valid', to: id('judge') },
    { from: id('judge'), port: 'large', to: id('order') },
    { from: id('judge'), port: 'small', to: id('stock') },
    { from: id('order'), to: id('asked') },
    { from: id('stock'), to: id('asked') },
    { from: id('asked'), to: id('told') },
  );
  return { id: id('told') };
}

const leave = ({ id }) => ({ from: id });

function node(type, config) {
  return { type, version: 1, config };
}

function exception(title) {
  return node('core/raise-exception', { title, owner: 'planner' });
}

const LINES = {
  type: 'object',
  required: ['order', 'items'],
  properties: {
    order: { type: 'string', pattern: '^[0-9]{10}$' },
    items: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['item'], properties: { item: { type: 'string', pattern: '^[0-9]{6}$' } } },
    },
  },
};

const STOCK = {
  type: 'object',
  required: ['free'],
  properties: { free: { type: 'number' }, plant: { type: 'string' }, batches: { type: 'array', items: { type: 'string' } } },
};

/** A text of the block, typed letter by letter: for each field the flows that come of it, one a key press. */
export function typeIntoBlock(flow, block) {
  const id = (name) => `${name}-${block}`;
  const { rows } = flow.nodes[id('lines')].config;
  const typed = {
    map: (text) => [id('lines'), { rows: [{ target: 'order', expression: text.slice(2) }, ...rows.slice(1)] }],
    switch: (text) => [id('judge'), { cases: [{ port: 'large', when: `${text} > "0000004711"` }], otherwise: 'small' }],
    validate: (text) => [id('check'), { schema: LINES, value: text }],
    exception: (text) => [id('bad'), { title: text, owner: 'planner' }],
    http: (text) => [id('stock'), { ...flow.nodes[id('stock')].config, path: text }],
    call: (text) => [id('order'), { flow: 'sap-sales-order', major: 1, input: { operation: 'read', salesOrder: text } }],
  };
  return Object.entries(typed).map(([field, edit]) => ({
    field,
    flows: Array.from({ length: TYPED.length - FROM }, (_, at) => {
      const [edited, config] = edit(TYPED.slice(0, FROM + at + 1));
      return { ...flow, nodes: { ...flow.nodes, [edited]: { ...flow.nodes[edited], config } } };
    }),
  }));
}

const TYPED = '= trigger.body.salesOrder';
const FROM = '= t'.length;
