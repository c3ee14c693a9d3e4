import { describe, expect, test } from 'vitest';
import { findSampleManifest, sampleFlow, sampleManifests } from '../../test/support/sample-flow.ts';
import { canonicalText } from '../canonical.ts';
import type { FlowDocument, FlowNode, MapRow } from '../flow.ts';
import type { Json } from '../json.ts';
import { checkFlow } from '../validate-flow.ts';
import { listDoubtfulTexts, renameNode } from './rename-node.ts';
import { renameStepInText } from './rename-step.ts';

describe('FLW-15 renaming a node', () => {
  test('everything that names it follows, and back again it is the same flow', () => {
    const flow = renameNode(renameNode(sampleFlow, 'change', 'change-order'), 'restore', 'undo');
    expect(checkFlow(flow, { nodeTypes: findSampleManifest })).toEqual([]);
    expect(flow.nodes['change-order']!.compensate).toBe('undo');
    expect(flow.nodes['large']!.config).toEqual({ cases: [{ port: 'large', when: '= steps.`change-order`.amount > 10000' }] });
    expect(flow.layout).toEqual({ requested: [0, 0], 'change-order': [260, 0] });
    expect(canonicalText(renameNode(renameNode(flow, 'undo', 'restore'), 'change-order', 'change'))).toBe(canonicalText(sampleFlow));
  });

  const texts: readonly [text: string, renamed: string][] = [
    ['= steps.a.x & steps.a.y', '= steps.`b-c`.x & steps.`b-c`.y'],
    ['= steps."a".x', '= steps.`b-c`.x'],
    ["steps.'a' = steps.`a`", 'steps.`b-c` = steps.`b-c`'],
    ['= trigger.a.steps.a', '= trigger.a.steps.a'],
    ['= $map(steps.a.items, function($i) { $i.a + $$.steps.a.n })', '= $map(steps.`b-c`.items, function($i) { $i.a + $$.steps.`b-c`.n })'],
    ['= "steps.a" & steps.ab', '= "steps.a" & steps.ab'],
    ['= steps.a.', '= steps.a.'],
    ['= steps."\\u0061".x & $$.steps /* steps.a */ . a', '= steps.`b-c`.x & $$.steps /* steps.a */ . `b-c`'],
    ['= (steps).a[steps.a.n > 1]^(n){ "steps.a": a }', '= (steps).`b-c`[steps.a.n > 1]^(n){ "steps.a": a }'],
    ['= steps[a.ok].a & steps.(a.x & $.a.y)', '= steps[`b-c`.ok].`b-c` & steps.(`b-c`.x & $.`b-c`.y)'],
    ['= $lookup(steps, "a") & steps.a', '= $lookup(steps, "a") & steps.`b-c`'],
  ];
  test.each(texts)('%s', (text, renamed) => {
    expect(renameStepInText(text, 'a', 'b-c').value).toBe(renamed);
  });

  test('what a variable holds of a step follows; where one holds all steps, the text stays and is named', () => {
    const alias = '= ($s := steps.a; items[n = $$.steps.a.n].($s.a & "steps.a"))';
    expect(renameStepInText(alias, 'a', 'b-c')).toEqual({
      value: '= ($s := steps.`b-c`; items[n = $$.steps.`b-c`.n].($s.a & "steps.a"))',
    });
    for (const text of ['= ($s := steps; $s.a.x)', '= ($s := $$.steps; $map(items, function($i) { $s.a.n + $i.a }))', '= steps.*'])
      expect(renameStepInText(text, 'a', 'b-c')).toEqual({ value: text, doubt: 'all-steps' });
  });

  const withNode = (node: FlowNode): FlowDocument => ({ ...sampleFlow, nodes: { ...sampleFlow.nodes, answer: node } });
  const rowsOf = (rows: readonly MapRow[]) => {
    const flow = withNode({ type: 'core/map', version: 1, config: { rows: rows as unknown as Json } });
    return renameNode(flow, 'change', 'new').nodes['answer']!.config['rows'];
  };

  test('the texts of map rows are expressions, and with "for each" their names are those of an item', () => {
    expect(
      rowsOf([
        { target: 'steps.change', expression: 'steps.change.x' },
        { target: 'items[].x', scope: ' steps.change.items ', expression: '= steps.change.x & $$.steps.change.x' },
        { target: 'items[].y', scope: '= steps.change.items', expression: 'y' },
        { target: 'items[].parts[].z', scope: 'steps.change.parts', expression: 'z' },
        { target: 'items[].parts[].u', scope: 'steps.change.parts', expression: '"steps.change"' },
      ]),
    ).toEqual([
      { target: 'steps.change', expression: 'steps.new.x' },
      { target: 'items[].x', scope: ' steps.new.items ', expression: '= steps.change.x & $$.steps.new.x' },
      { target: 'items[].y', scope: '= steps.new.items', expression: 'y' },
      { target: 'items[].parts[].z', scope: 'steps.change.parts', expression: 'z' },
      { target: 'items[].parts[].u', scope: 'steps.change.parts', expression: '"steps.change"' },
    ]);
  });

  test('of rows that do not fit together yet, each follows by itself', () => {
    expect(
      rowsOf([
        { target: 'a', expression: 'steps.change.x' },
        { target: 'a', expression: 'steps.change.y' },
        { target: 'b', expression: 'steps.change.' },
      ]),
    ).toEqual([
      { target: 'a', expression: 'steps.new.x' },
      { target: 'a', expression: 'steps.new.y' },
      { target: 'b', expression: 'steps.change.' },
    ]);
  });

  test('what a schema in a config says is data', () => {
    const requested = { ...sampleFlow.nodes['requested']!, config: { path: 'x', body: { const: '= steps.change.x' } } };
    const flow = { ...sampleFlow, nodes: { ...sampleFlow.nodes, requested } };
    const findManifest = (type: string) => sampleManifests.find((manifest) => manifest.type === type);
    expect(renameNode(flow, 'change', 'new', findManifest).nodes['requested']).toEqual(requested);
  });

  test('texts that may compute the name are named, not guessed at', () => {
    const config = {
      sure: '= steps.change.x & "change"',
      computed: ['= $lookup(steps, "change").x', '= steps.*.x', '= $map([1], function($$) { $$.steps.change })'],
      broken: '= steps.change.',
      otherwise: '= steps.x.',
      rows: [{ target: 'a', expression: '$keys(steps)' }],
    };
    const flow = withNode({ type: 'test/unknown', version: 1, config });
    expect(listDoubtfulTexts(flow, 'change')).toEqual([
      { nodeId: 'answer', path: '/nodes/answer/config/computed/0', doubt: 'all-steps' },
      { nodeId: 'answer', path: '/nodes/answer/config/computed/1', doubt: 'all-steps' },
      { nodeId: 'answer', path: '/nodes/answer/config/computed/2', doubt: 'all-steps' },
      { nodeId: 'answer', path: '/nodes/answer/config/broken', doubt: 'unreadable' },
      { nodeId: 'answer', path: '/nodes/answer/config/rows', doubt: 'all-steps' },
    ]);
    expect(listDoubtfulTexts(sampleFlow, 'change')).toEqual([]);
  });

  test('an id that is taken or not there is refused', () => {
    expect(() => renameNode(sampleFlow, 'change', 'reply')).toThrow('already');
    expect(() => renameNode(sampleFlow, 'gone', 'x')).toThrow('no node');
    expect(renameNode(sampleFlow, 'change', 'change')).toBe(sampleFlow);
  });
});
