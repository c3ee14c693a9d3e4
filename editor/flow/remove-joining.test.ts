import { expect, test } from 'vitest';
import type { FlowDocument, FlowEdge } from '#flows/flow.ts';
import type { NodeManifest, Port } from '#flows/node-manifest.ts';
import { removeJoining } from './remove-joining.ts';

const ports: readonly Port[] = [
  { name: 'out', label: 'Done', kind: 'out' },
  { name: 'refused', label: 'Refused', kind: 'business' },
  { name: 'error', label: 'Failed', kind: 'error' },
];
const manifests = new Map([['core/step', { type: 'core/step', kind: 'step', ports } as unknown as NodeManifest]]);

/** `a>b` leaves by the first port, `a:refused>b` by that one. */
function aFlow(wires: string): FlowDocument {
  const edges = wires.split(' ').map((text): FlowEdge => {
    const [, from, port, to] = /^(\w+)(?::(\w+))?>(\w+)$/.exec(text)!;
    return { from: from!, to: to!, port: port ?? 'out' };
  });
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  return {
    nodes: Object.fromEntries(ids.map((id) => [id, { type: 'core/step', version: 1, config: {} }])),
    edges,
  } as unknown as FlowDocument;
}
const wiresOf = ({ edges }: FlowDocument) =>
  edges.map(({ from, port, to }) => `${from}${port === 'out' ? '' : `:${port}`}>${to}`).join(' ');
const left = (wires: string, ...gone: readonly string[]) => wiresOf(removeJoining(aFlow(wires), gone, manifests));

test('CAN-16 what led to a node that is deleted leads to where its first way out led, by the way it left', () => {
  expect(left('a>b b>c', 'b')).toBe('a>c');
  expect(left('a:refused>b z>b b>c b>d', 'b')).toBe('a:refused>c a:refused>d z>c z>d');
  expect(left('a>b b>c b:refused>r b:error>f', 'b')).toBe('a>c');
});

test('CAN-16 several in a row are gone past, whichever goes first; no wire is drawn twice', () => {
  expect(left('a>b b>c c>d', 'b', 'c')).toBe('a>d');
  expect(left('a>b b>c c>d', 'c', 'b')).toBe('a>d');
  expect(left('a>b b>c a>c', 'b')).toBe('a>c');
});

test('CAN-16 at an end nothing is joined; what is no node is passed over', () => {
  expect(left('a>b b>c', 'c')).toBe('a>b');
  expect(left('a>b b>c', 'a')).toBe('b>c');
  expect(left('a>b', 'note:n')).toBe('a>b');
});
