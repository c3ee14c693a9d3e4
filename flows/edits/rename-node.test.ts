import { describe, expect, test } from 'vitest';
import { findSampleManifest, sampleFlow } from '../../test/support/sample-flow.ts';
import { canonicalText } from '../canonical.ts';
import { checkFlow } from '../validate-flow.ts';
import { renameInText, renameNode } from './rename-node.ts';

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
  ];
  test.each(texts)('%s', (text, renamed) => {
    expect(renameInText(text, 'a', 'b-c')).toBe(renamed);
  });

  test('the texts of map rows are expressions', () => {
    const rows = [{ target: 'steps.change', scope: 'steps.change.items', expression: 'steps.change.x' }];
    const flow = renameNode(
      { ...sampleFlow, nodes: { ...sampleFlow.nodes, answer: { type: 'core/map', version: 1, config: { rows } } } },
      'change',
      'new',
    );
    expect(flow.nodes['answer']!.config).toEqual({
      rows: [{ target: 'steps.change', scope: 'steps.new.items', expression: 'steps.new.x' }],
    });
  });

  test('an id that is taken or not there is refused', () => {
    expect(() => renameNode(sampleFlow, 'change', 'reply')).toThrow('already');
    expect(() => renameNode(sampleFlow, 'gone', 'x')).toThrow('no node');
    expect(renameNode(sampleFlow, 'change', 'change')).toBe(sampleFlow);
  });
});
