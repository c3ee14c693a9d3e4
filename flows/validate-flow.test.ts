import { describe, expect, test } from 'vitest';
import { findSampleManifest, sampleFlow } from '../test/support/sample-flow.ts';
import type { CheckContext } from './check/checked-flow.ts';
import type { FlowDocument, FlowEdge, FlowNode } from './flow.ts';
import { checkFlow } from './validate-flow.ts';

const context: CheckContext = {
  nodeTypes: findSampleManifest,
  flows: (flowId) =>
    flowId === 'sap-availability'
      ? { contract: { major: 1 } }
      : flowId === 'plan-order'
        ? { contract: { major: 1 }, lane: 'demand' }
        : undefined,
};

/** `code path` of each problem, warnings with `?`. What types find is tested where it is found (typing/). */
function problemsOf(flow: unknown): readonly string[] {
  const problems = checkFlow(flow, context).filter(({ code }) => !code.startsWith('type-'));
  return problems.map(({ code, path, severity }) => `${code}${severity === 'error' ? '' : '?'} ${path}`);
}

function withNode(id: string, change: Partial<FlowNode> | undefined): FlowDocument {
  const { [id]: old, ...others } = sampleFlow.nodes;
  return {
    ...sampleFlow,
    nodes:
      change === undefined
        ? others
        : { ...sampleFlow.nodes, [id]: { ...(old ?? { type: 'test/raise', version: 1, config: { title: 'x' } }), ...change } },
  };
}

function withConfig(id: string, config: FlowNode['config']): FlowDocument {
  return withNode(id, { config: { ...sampleFlow.nodes[id]!.config, ...config } });
}

function withEdges(...added: readonly FlowEdge[]): FlowDocument {
  return { ...sampleFlow, edges: [...sampleFlow.edges, ...added] };
}

function withoutEdge(from: string, port?: string): FlowDocument {
  return { ...sampleFlow, edges: sampleFlow.edges.filter((edge) => edge.from !== from || edge.port !== port) };
}

test('FLW-2 a flow without faults has no problems', () => {
  expect(checkFlow(sampleFlow, context)).toEqual([]);
  expect(checkFlow(sampleFlow, context)).toEqual([]);
});

test('FLW-2 every problem says where, what and what to do', () => {
  const broken = {
    ...withEdges({ from: 'reply', to: 'change' }, { from: 'gone', to: 'reply' }),
    plant: 'trigger.body.plant',
    object: { type: 'ship', keys: {} },
  };
  const problems = checkFlow(broken, context);
  expect(problems.length).toBeGreaterThan(3);
  for (const { path, message, help } of problems) {
    expect(path).toMatch(/^\//);
    expect(message).toMatch(/\.\)?$|\)$/);
    expect(help).toMatch(/\.?$/);
    expect(help.length).toBeGreaterThan(5);
  }
  const severities = problems.map(({ severity }) => severity);
  expect(severities.indexOf('warning')).toBeGreaterThan(severities.lastIndexOf('error'));
});

describe('FLW-1 the shape comes first, as sentences', () => {
  const cases: readonly [what: string, document: unknown, problem: string, message: string][] = [
    ['nothing at all', null, 'shape-type ', 'The flow must be an object.'],
    ['a missing field', { ...sampleFlow, owner: undefined }, 'shape-missing ', 'The flow has no "owner".'],
    ['an unknown field', { ...sampleFlow, color: 'red' }, 'shape-unknown ', 'The flow has a field "color" that flows do not know.'],
    ['a node with a bad id', withNode('Change Order', {}), 'shape-value /nodes', '"Change Order" cannot be the name of a node.'],
    ['another format', { ...sampleFlow, format: 3 }, 'shape-value /format', '"format" must be 1.'],
  ];
  test.each(cases)('%s', (_what, document, problem, message) => {
    const [first] = checkFlow(document, context);
    expect(`${first!.code} ${first!.path}`).toBe(problem);
    expect(first!.message).toBe(message);
  });

  test('a fault inside a node names the node', () => {
    expect(checkFlow(withNode('change', { timeoutMs: 0 }), context)).toMatchObject([
      { code: 'shape-value', path: '/nodes/change/timeoutMs', nodeId: 'change' },
    ]);
  });

  test('a document nested too deeply or too large ends as one problem', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(problemsOf({ ...sampleFlow, layout: deep })).toEqual(['flow-too-deep ']);
    expect(problemsOf({ ...sampleFlow, description: 'x'.repeat(1_000_001) })).toEqual(['flow-too-large ']);
    expect(problemsOf({ ...sampleFlow, edges: Array.from({ length: 100_001 }, () => 1) })).toEqual(['flow-too-large ']);
  });
});

describe('FLW-3 triggers and edges', () => {
  test('FLW-7 what a node type finds of a config has its place, and is asked only of a config that fits the schema', () => {
    const asked: string[] = [];
    const checkConfig = (type: string) => {
      asked.push(type);
      return type === 'test/webhook' ? [{ path: ['path'], message: 'No.', help: 'Yes.' }] : [];
    };
    const [trigger] = Object.entries(sampleFlow.nodes).find(([, { type }]) => findSampleManifest(type)?.kind === 'trigger')!;
    const { type } = sampleFlow.nodes[trigger]!;
    const own = (wanted: string) => (wanted === type ? checkConfig('test/webhook') : checkConfig(wanted));
    expect(checkFlow(sampleFlow, { nodeTypes: findSampleManifest, checkConfig: own })).toMatchObject([
      { code: 'config-unusable', severity: 'error', path: `/nodes/${trigger}/config/path`, message: 'No.', help: 'Yes.', nodeId: trigger },
    ]);
    expect(asked.length).toBe(Object.keys(sampleFlow.nodes).length);
    asked.length = 0;
    checkFlow(withConfig(trigger, { nonsense: 1 }), { nodeTypes: findSampleManifest, checkConfig: own });
    expect(asked.length).toBe(Object.keys(sampleFlow.nodes).length - 1);
  });
  test('exactly one trigger', () => {
    expect(problemsOf({ ...sampleFlow, nodes: {}, edges: [] })).toContain('trigger-missing /nodes');
    expect(problemsOf(withNode('second', { type: 'test/webhook', config: { path: 'x' } }))).toEqual(['trigger-twice /nodes/second']);
  });

  test('a node type that is not installed is named once and may be the trigger', () => {
    expect(problemsOf(withNode('requested', { type: 'other/trigger' }))).toEqual(['node-type-unknown /nodes/requested/type']);
  });

  const edges: readonly [FlowEdge, string][] = [
    [{ from: 'gone', to: 'reply' }, 'edge-from-unknown /edges/8/from'],
    [{ from: 'reply', to: 'gone' }, 'edge-to-unknown /edges/8/to'],
    [{ from: 'change', port: 'maybe', to: 'reply' }, 'edge-port-unknown /edges/8/port'],
    [{ from: 'requested', port: 'out', to: 'change' }, 'edge-twice /edges/8'],
  ];
  test.each(edges)('%j is refused', (edge, problem) => {
    expect(problemsOf(withEdges(edge))).toEqual([problem]);
  });

  test('nothing leads into a trigger', () => {
    expect(problemsOf(withEdges({ from: 'reply', to: 'requested' }))).toContain('edge-into-trigger /edges/8/to');
  });

  test('two edges from one port to two nodes run in parallel: no problem', () => {
    expect(problemsOf(withEdges({ from: 'requested', to: 'told' }))).toEqual([]);
  });
});

describe('FLW-4 cycles and dead ends', () => {
  test('a cycle is named with its nodes', () => {
    const [problem] = checkFlow(withEdges({ from: 'reply', to: 'change' }), context);
    expect(problem).toMatchObject({ code: 'cycle', nodeId: 'change' });
    expect(problem!.message).toContain('(change)');
    expect(problem!.message).toContain('"reply"');
    expect(problemsOf(withEdges({ from: 'reply', to: 'reply' }))).toEqual(['cycle /nodes/reply']);
  });

  test('a node that nothing leads to', () => {
    expect(problemsOf(withNode('lonely', {}))).toEqual(['node-unreachable /nodes/lonely']);
  });

  test('a join waits for no more ways than lead to it', () => {
    const joined = (count: number): FlowDocument => ({
      ...withNode('both', { type: 'core/join', config: { mode: 'count', count } }),
      edges: [...sampleFlow.edges, { from: 'told', to: 'both' }, { from: 'blocked', to: 'both' }],
    });
    expect(problemsOf(joined(2))).toEqual([]);
    expect(problemsOf(joined(3))).toEqual(['join-count /nodes/both/config/count']);
  });
});

describe('FLW-5 a business outcome has somewhere to go', () => {
  test('without an edge it is an error, an optional one a warning, the error port nothing', () => {
    expect(problemsOf(withoutEdge('change', 'blocked'))).toContain('port-open /nodes/change');
    expect(problemsOf(withoutEdge('change', 'no-change'))).toEqual(['port-open? /nodes/change']);
  });

  test('the ports of a switch follow its cases', () => {
    const cases = [
      { port: 'large', when: '= true' },
      { port: 'urgent', when: '= false' },
    ];
    expect(problemsOf(withConfig('large', { cases }))).toEqual(['port-open /nodes/large']);
    expect(problemsOf(withConfig('large', { cases: [{ port: 'huge', when: true }] }))).toEqual([
      'edge-port-unknown /edges/4/port',
      'port-open /nodes/large',
    ]);
    expect(problemsOf(withConfig('large', { cases: [{ port: '= trigger.body.way', when: true }] }))).toContain(
      'port-name /nodes/large/config',
    );
  });
});

describe('FLW-7 configs against their manifests', () => {
  const cases: readonly [config: FlowNode['config'], problem: string][] = [
    [{ salesOrder: true }, 'config-type /nodes/change/config/salesOrder'],
    [{ mode: 'some' }, 'config-value /nodes/change/config/mode'],
    [{ limit: 11 }, 'config-value /nodes/change/config/limit'],
    [{ limit: 1.5 }, 'config-type /nodes/change/config/limit'],
    [{ items: [{}] }, 'config-missing /nodes/change/config/items/0/item'],
    [{ items: [{ item: '10' }] }, 'config-value /nodes/change/config/items/0/item'],
    [{ items: [{ item: '000010', colour: 'red' }] }, 'config-unknown /nodes/change/config/items/0/colour'],
    [{ items: [1, 2, 3, 4].map((n) => ({ item: `00000${n}` })) }, 'config-value /nodes/change/config/items'],
    [{ colour: 'red' }, 'config-unknown /nodes/change/config/colour'],
  ];
  test.each(cases)('%j', (config, problem) => {
    expect(problemsOf(withConfig('change', config))).toEqual([problem]);
  });

  test('an expression fits everywhere', () => {
    expect(problemsOf(withConfig('change', { mode: '= trigger.body.mode', limit: '= 3', items: '= trigger.body.items' }))).toEqual([]);
  });

  test('a required field that is not filled is named by its title', () => {
    expect(checkFlow(withNode('change', { config: {} }), context)).toMatchObject([
      { code: 'config-missing', message: '"Sales order" (salesOrder) is not filled.' },
    ]);
  });

  test('a trigger and the name of a flow cannot be computed', () => {
    expect(problemsOf(withConfig('requested', { path: '= vars.path' }))).toEqual(['config-literal /nodes/requested/config/path']);
    const call = withNode('told', { type: 'core/call-flow', config: { flow: '= vars.flow', major: 1 } });
    expect(problemsOf(call)).toEqual(['config-literal /nodes/told/config/flow']);
  });

  test('a newer manifest version is refused, an older config is not judged', () => {
    expect(problemsOf(withNode('change', { version: 3 }))).toEqual(['node-version-newer /nodes/change/version']);
    expect(problemsOf(withNode('change', { version: 1, config: { order: '4711' } }))).toEqual([]);
  });

  test('a connection is named where one is needed, and only there', () => {
    const { connection: _, ...without } = sampleFlow.nodes['change']!;
    expect(problemsOf({ ...sampleFlow, nodes: { ...sampleFlow.nodes, change: without } })).toEqual([
      'connection-missing /nodes/change/connection',
    ]);
    expect(problemsOf(withNode('told', { connection: 'crm' }))).toEqual(['connection-unused? /nodes/told/connection']);
  });

  test.each([['/crm'], ['crm//x'], ['crm/'], ['v1/crm'], ['crm/../x'], ['a/{id}/{id}']])('the address %s is refused', (path) => {
    expect(problemsOf(withConfig('requested', { path }))).toEqual(['trigger-path /nodes/requested/config/path']);
  });
});

describe('FLW-9 loops and scopes', () => {
  const inLoop = (values: string): FlowDocument => ({
    ...sampleFlow,
    nodes: {
      ...sampleFlow.nodes,
      each: { type: 'core/for-each', version: 1, config: { items: '= trigger.body.items' } },
      inside: { type: 'test/raise', version: 1, config: { title: 'x', detail: values }, parent: 'each' },
      within: { type: 'core/scope', version: 1, config: {} },
      scoped: { type: 'test/raise', version: 1, config: { title: 'x' }, parent: 'within' },
      behind: { type: 'test/raise', version: 1, config: { title: 'x', detail: '= steps.scoped' } },
    },
    edges: [...sampleFlow.edges, { from: 'reply', to: 'each' }, { from: 'each', to: 'within' }, { from: 'within', to: 'behind' }],
  });

  test('nodes in a for-each see the item and what leads to the loop; nodes behind a scope see what stands in it', () => {
    expect(problemsOf(inLoop('= [item, index, steps.change.status]'))).toEqual([]);
  });
  test('what stands in a loop is not seen behind it, and an item only in loops', () => {
    const outside = inLoop('= item');
    const behind = { ...outside.nodes['behind']!, config: { title: 'x', detail: '= [steps.inside, item]' } };
    expect(problemsOf({ ...outside, nodes: { ...outside.nodes, behind } })).toEqual([
      'expression-unknown-name /nodes/behind/config/detail',
      'expression-later-step /nodes/behind/config/detail',
    ]);
  });
  test('a scope that undoes its steps says where it goes then', () => {
    const flow = inLoop('= item');
    const within = { ...flow.nodes['within']!, config: { onFailure: 'compensate' } };
    const undoing = { ...flow, nodes: { ...flow.nodes, within } };
    expect(problemsOf(undoing)).toEqual(['scope-without-way /nodes/within/config/onFailure']);
    const caught: FlowDocument['nodes'][string] = { type: 'test/raise', version: 1, config: { title: 'x' } };
    const drawn = {
      ...undoing,
      nodes: { ...undoing.nodes, caught },
      edges: [...flow.edges, { from: 'within', port: 'error', to: 'caught' }],
    };
    expect(problemsOf(drawn)).toEqual([]);
  });
  test('a container holds something, and no trigger', () => {
    const flow = inLoop('= item');
    const { scoped: _scoped, ...rest } = flow.nodes;
    expect(problemsOf({ ...flow, nodes: { ...rest, behind: { ...flow.nodes['behind']!, config: { title: 'x' } } } })).toEqual([
      'container-empty /nodes/within',
    ]);
  });
});

describe('FLW-9 retry, compensation, containers, calls, lane', () => {
  test('retry policies that contradict themselves', () => {
    expect(problemsOf(withNode('change', { retry: { attempts: 3, initialMs: 5000, maxMs: 1000 } }))).toEqual([
      'retry-delays /nodes/change/retry/maxMs',
    ]);
    expect(problemsOf(withNode('change', { retry: { attempts: 3, on: [] } }))).toEqual(['retry-on-nothing? /nodes/change/retry/on']);
    expect(problemsOf(withNode('requested', { retry: { attempts: 3 } }))).toEqual(['retry-unused? /nodes/requested/retry']);
    expect(problemsOf({ ...sampleFlow, deadlineMs: 1000 })).toEqual(['timeout-beyond-deadline? /nodes/change/timeoutMs']);
  });

  test('a compensation is a node of its own, without incoming edges', () => {
    expect(problemsOf(withNode('told', { compensate: 'gone' }))).toEqual(['compensation-unknown /nodes/told/compensate']);
    expect(problemsOf(withNode('told', { compensate: 'told' }))).toEqual(['compensation-itself /nodes/told/compensate']);
    expect(problemsOf(withNode('told', { compensate: 'requested' }))).toEqual(['compensation-trigger /nodes/told/compensate']);
    expect(problemsOf(withNode('told', { compensate: 'answer' }))).toEqual(['compensation-connected /nodes/told/compensate']);
  });

  test('containers', () => {
    expect(problemsOf(withNode('restore', { parent: 'gone' }))).toContain('container-unknown /nodes/restore/parent');
    expect(problemsOf(withNode('reply', { parent: 'answer' }))).toEqual([
      'edge-crosses-container /edges/7',
      'container-not /nodes/reply/parent',
    ]);
    expect(problemsOf(withNode('restore', { parent: 'restore' }))).toEqual(['container-cycle /nodes/restore/parent']);
  });

  test('LAN-1 a called flow runs in the lane of its caller', () => {
    const call = (flow: string) => withNode('told', { type: 'core/call-flow', config: { flow, major: 1, input: { a: '= trigger.body' } } });
    expect(problemsOf(call('sap-availability'))).toEqual([]);
    expect(problemsOf(call('plan-order'))).toEqual(['call-other-lane /nodes/told/config/flow']);
    expect(problemsOf(call('order-change'))).toEqual(['call-itself /nodes/told/config/flow']);
    expect(problemsOf(call('not-there'))).toEqual(['call-unknown? /nodes/told/config/flow']);
    expect(checkFlow(call('not-there'), { nodeTypes: findSampleManifest })).toEqual([]);
  });

  test('TRC-3 a key that is made of a tagged field is said: keys stand in the clear', () => {
    const input = { type: 'object', properties: { who: { type: 'string', 'x-millrace': 'personal' }, order: { type: 'string' } } };
    const flow = {
      ...sampleFlow,
      contract: { ...sampleFlow.contract, input },
      lane: { ...sampleFlow.lane!, key: '= trigger.body.order' },
      idempotency: { key: '= trigger.body.order & trigger.body.who' },
    };
    expect(problemsOf(flow as never).filter((problem) => problem.startsWith('key-tagged'))).toEqual(['key-tagged? /idempotency/key']);
  });

  test('what has no effect is said', () => {
    expect(problemsOf({ ...sampleFlow, lane: { ...sampleFlow.lane!, merge: '= newer', debounceMs: 100 } })).toEqual([
      'lane-merge-unused? /lane/merge',
      'lane-debounce-unused? /lane/debounceMs',
    ]);
    expect(problemsOf(withNode('reply', { type: 'test/raise', config: { title: 'x' } }))).toEqual(['answer-missing? /respondWithinMs']);
    expect(problemsOf({ ...sampleFlow, object: { type: 'ship', keys: {} } })).toEqual(['object-unknown? /object/type']);
    expect(problemsOf({ ...sampleFlow, object: { type: 'sales-order', keys: { mine: '= run.id' } } })).toEqual([
      'object-key-unknown? /object/keys/mine',
    ]);
  });
});

describe('FLW-11 schemas that a flow names exist', () => {
  test('in the contract and in configs, not inside a schema', () => {
    expect(problemsOf({ ...sampleFlow, contract: { major: 1, input: { $ref: 'schemas/none.json' } } })).toEqual([
      'schema-unknown /contract/input/$ref',
    ]);
    expect(problemsOf(withConfig('told', { schema: { $ref: 'schemas/none.json' } }))).toEqual([
      'schema-unknown /nodes/told/config/schema/$ref',
    ]);
    expect(
      problemsOf({ ...sampleFlow, contract: { major: 1, input: { $defs: { a: {} }, properties: { a: { $ref: '#/$defs/a' } } } } }),
    ).toEqual([]);
  });
});

describe('EXP what expressions name', () => {
  const title = (text: string, node = 'told') => problemsOf(withConfig(node, { title: text }));
  const at = '/nodes/told/config/title';

  test('EXP-2 a syntax error has its character', () => {
    expect(checkFlow(withConfig('told', { title: '= trigger.body.' }), context)).toMatchObject([
      { code: 'expression-syntax', path: at, nodeId: 'told', message: 'The expression ends too early. (character 16)' },
    ]);
  });

  test('EXP-5 only what is there can be read', () => {
    expect(title('= trigger.body.plant & run.id & vars.x & flow.id')).toEqual([]);
    expect(title('= tigger.body')).toEqual([`expression-unknown-name ${at}`]);
    expect(title('= item.quantity')).toEqual([`expression-unknown-name ${at}`]);
    expect(title('= compensated.output')).toEqual([`expression-unknown-name ${at}`]);
    expect(title('= steps.chnage.status')).toEqual([`expression-unknown-step ${at}`]);
    expect(title('= steps.reply')).toEqual([`expression-later-step ${at}`]);
    expect(title('= steps.told')).toEqual([`expression-later-step ${at}`]);
    expect(title('= steps.requested.body')).toEqual([`expression-trigger-step ${at}`]);
    expect(title('= steps.change.status')).toEqual([]);
  });

  test('a compensation sees what it undoes and everything before', () => {
    expect(problemsOf(withConfig('restore', { order: '= steps.change.status & compensated.input' }))).toEqual([]);
    expect(problemsOf(withConfig('restore', { order: '= steps.large' }))).toEqual(['expression-later-step /nodes/restore/config/order']);
  });

  test('EXP-3 lane, key, plant and object keys are direct and know only what comes in', () => {
    const lane = (key: string) => problemsOf({ ...sampleFlow, lane: { name: 'x', key } });
    expect(lane('= $uppercase(trigger.body.order)')).toEqual(['expression-not-direct /lane/key']);
    expect(lane('trigger.body.order')).toEqual(['expression-expected /lane/key']);
    expect(lane('= steps.change.order')).toEqual(['expression-unknown-name /lane/key']);
    expect(lane('= trigger.body.')).toEqual(['expression-syntax /lane/key']);
    expect(lane('= "all"')).toEqual([]);
    expect(lane('all')).toEqual([]);
    expect(problemsOf({ ...sampleFlow, plant: '= trigger.body.items[x]' })).toEqual(['expression-not-direct /plant']);
    expect(problemsOf({ ...sampleFlow, idempotency: { key: '= $now()' } })).toEqual(['expression-not-direct /idempotency/key']);
    expect(problemsOf({ ...sampleFlow, object: { type: 'sales-order', keys: { sapOrder: '= a.b' } } })).toEqual([
      'expression-unknown-name /object/keys/sapOrder',
    ]);
  });

  test('LAN-5 a merge sees both bodies and nothing else', () => {
    const merge = (text: string) => problemsOf({ ...sampleFlow, lane: { ...sampleFlow.lane!, whenNewer: 'coalesce', merge: text } });
    expect(merge('= $merge([older, newer])')).toEqual([]);
    expect(merge('= trigger.body')).toEqual(['expression-unknown-name /lane/merge']);
    expect(merge('newer')).toEqual(['expression-expected /lane/merge']);
  });

  test('EXP-6 the faults of map rows stand at their row', () => {
    const rows = [
      { target: 'a', expression: 'trigger.body.' },
      { target: 'b', expression: '1' },
      { target: 'b', expression: '2' },
    ];
    expect(problemsOf(withConfig('answer', { rows }))).toEqual([
      'expression-syntax /nodes/answer/config/rows/0/expression',
      'map-target-taken /nodes/answer/config/rows/2/target',
    ]);
    expect(problemsOf(withConfig('answer', { rows: [{ target: 'a', expression: 'steps.reply' }] }))).toEqual([
      'expression-later-step /nodes/answer/config/value',
    ]);
    expect(problemsOf(withConfig('answer', { rows: [{ target: 'a' }] }))).toContain(
      'config-missing /nodes/answer/config/rows/0/expression',
    );
  });
});
