import { expect, test } from 'vitest';
import { changePlace, nodeText, valueText } from './change-text.ts';

const flow = {
  nodes: {
    change: { type: 'sap/change', version: 1, label: 'Change in SAP', config: {} },
    tell: { type: 'crm/tell', version: 1, config: {} },
  },
};

test.each([
  [['nodes', 'change', 'config', 'salesOrder'], 'Change in SAP · Sales order'],
  [['nodes', 'change', 'timeoutMs'], 'Change in SAP · Timeout'],
  [['edges', 'change:refused:tell'], 'Change in SAP → tell (refused)'],
  [['lane', 'key'], 'Lane · Key'],
  [['layout', 'change'], 'Change in SAP · place'],
])('%j is called %s', (path, name) => {
  expect(changePlace(path, flow)).toBe(name);
});

test('a note is called by its first line, also when it is gone', () => {
  const notes = { 'note-1': { text: 'Ask first\nthen act', at: [0, 0], size: [220, 120] } } as const;
  expect(changePlace(['notes', 'note-1', 'text'], { ...flow, notes })).toBe('Note “Ask first”');
  expect(changePlace(['notes', 'note-1', 'at'], { ...flow, notes })).toBe('Note “Ask first” · place');
  expect(changePlace(['notes', 'note-1'], flow, { ...flow, notes })).toBe('Note “Ask first”');
});

test('a node that is gone keeps its name', () => {
  expect(changePlace(['nodes', 'old'], flow, { nodes: { old: { type: 'x/y', version: 1, label: 'Old one', config: {} } } })).toBe(
    'Old one',
  );
});

test('spans of time are said with their unit', () => {
  expect(valueText(90_000, 'deadlineMs')).toBe('1 min 30 s');
  expect(valueText(90_000, 'amount')).toBe('90000');
  expect(valueText(undefined)).toBe('–');
});

test('a whole node is said by what it is and how it is set, a line each', () => {
  const config = { title: '= "Look at " & trigger.body.order', waitMs: 90_000, tags: ['a'] };
  expect(nodeText({ type: 'core/raise-exception', version: 1, config })).toBe(
    'core/raise-exception\nTitle: = "Look at " & trigger.body.order\nWait: 1 min 30 s\nTags: [\n "a"\n]',
  );
  expect(nodeText({ type: 'sap/change', version: 1, connection: 'sap', config: {} })).toBe('sap/change · sap');
  expect(nodeText(undefined)).toBe('–');
});
