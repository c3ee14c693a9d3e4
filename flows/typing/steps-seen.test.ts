import { describe, expect, test } from 'vitest';
import { prepare } from '../check/checked-flow.ts';
import type { FlowDocument, FlowEdge, FlowNode } from '../flow.ts';
import type { NodeManifest, Port } from '../node-manifest.ts';
import { findSeenSteps } from './steps-seen.ts';

const out: Port = { name: 'out', label: 'Done', kind: 'out' };
const failed: Port = { name: 'error', label: 'Failed', kind: 'error' };

function manifest(type: string, kind: NodeManifest['kind'], ports: NodeManifest['ports']): NodeManifest {
  const words = { label: type, summary: 'Any.', category: 'logic', icon: '', help: '', effects: 'pure' } as const;
  return { type, kind, ports, version: 1, config: {}, output: {}, ...words };
}

const types = [
  manifest('core/start', 'trigger', [out]),
  manifest('core/step', 'step', [out, { name: 'refused', label: 'Refused', kind: 'business', optional: true }, failed]),
  manifest('core/join', 'step', [out]),
  manifest('core/for-each', 'container', [out, failed]),
  manifest('core/scope', 'container', [out, failed]),
];

/** `a>b` leaves by the first port, `a:refused>b` by that one. Nodes are steps but for those that say otherwise. */
function seenIn(edges: string, nodes: { readonly [id: string]: Partial<FlowNode> } = {}) {
  const drawn = edges.split(' ').map((text): FlowEdge => {
    const [, from, port, to] = /^([^:>]+)(?::([^>]+))?>(.+)$/.exec(text)!;
    return { from: from!, to: to!, ...(port === undefined ? {} : { port }) };
  });
  const ids = new Set([...drawn.flatMap(({ from, to }) => [from, to]), ...Object.keys(nodes)]);
  const node = (id: string): FlowNode => ({ type: id === 't' ? 'core/start' : 'core/step', version: 1, config: {}, ...nodes[id] });
  const flow = { nodes: Object.fromEntries([...ids].map((id) => [id, node(id)])), edges: drawn } as unknown as FlowDocument;
  const seen = findSeenSteps(prepare(flow, { nodeTypes: (type) => types.find((one) => one.type === type) }));
  /** `a`: certain; `a?`: perhaps; `a!`: certain, and may have failed; `a:refused`: by this port alone. */
  return (id: string) =>
    [...(seen.get(id)?.steps ?? [])]
      .map(([step, { certain, ports }]) => {
        const by = ports.has('error') ? '!' : ports.has('out') ? '' : `:${[...ports].join('|')}`;
        return `${step}${by}${certain ? '' : '?'}`;
      })
      .sort()
      .join(' ');
}

describe('FTY-1 what a node sees of the steps before it', () => {
  test('a step on every way is certain, one on some of them is not', () => {
    const seen = seenIn('t>a a>b a:refused>c b>d c>d');
    expect(seen('b')).toBe('a');
    expect(seen('c')).toBe('a:refused');
    expect(seen('d')).toBe('a b? c?');
  });

  test('the port by which a step ended is known where only that port leads', () => {
    expect(seenIn('t>a a:error>b b>c')('c')).toBe('a! b');
    expect(seenIn('t>a a>b a:error>b')('b')).toBe('a!');
    // Where nothing runs side by side, a step that ran led here.
    expect(seenIn('t>s s>a s:refused>b a:refused>z b>z a>y')('z')).toBe('a:refused? b? s');
    expect(seenIn('t>s t>z s>a s:refused>b a:refused>z b>z a>y')('z')).toBe('a? b? s');
  });

  test('two parallel ways that meet are both certain, since the node waits for both', () => {
    const seen = seenIn('t>a t>b a>j b>j');
    expect(seen('j')).toBe('a b');
  });

  test('what ran side by side and was waited for is over: behind it one step leads to the next again', () => {
    const seen = seenIn('t>a t>b a>j b>j j>k j:refused>l k>m l>m k:refused>m l:refused>x');
    expect(seen('m')).toBe('a b j k? l?');
    expect(seen('x')).toBe('a b j:refused l:refused');
    // A way around the node that waits runs beside what comes after it.
    expect(seenIn('t>a t>b a>j b>j j>k j:refused>l k>m l>m a>m l:refused>x')('m')).toBe('a b j? k? l?');
  });

  test('behind a step that waited, one that ran beside it may have ended elsewhere', () => {
    // c waits for both, and begins as well when s ended by "out", which leads elsewhere.
    expect(seenIn('t>c t>p p>s p:refused>y s:refused>c s>x c>d c:refused>e d>f e>f')('f')).toBe('c d? e? p s?');
  });

  test('a way that may have ended elsewhere makes what stands on it uncertain', () => {
    // b may leave by "refused", where nothing follows: then c is skipped, and j runs all the same.
    expect(seenIn('t>a t>b a>j b>c c>j')('j')).toBe('a b c?');
    // Its failure ends the run: j does not begin then.
    expect(seenIn('t>a t>b a>j b>c c>j b:refused>c')('j')).toBe('a b c');
  });

  test('a join that does not wait makes nothing certain but what stands before all its ways', () => {
    const any = { j: { type: 'core/join', config: { mode: 'any' } } };
    expect(seenIn('t>p p>a p>b a>j b>j', any)('j')).toBe('a? b? p');
    expect(seenIn('t>p p>a p>b a>j b>j j>k a>k', any)('k')).toBe('a b? j? p');
  });

  test('inside a loop everything before it is seen as before it; behind it nothing of the inside', () => {
    const loop = { l: { type: 'core/for-each' }, x: { parent: 'l' }, y: { parent: 'l' } };
    const seen = seenIn('t>a a>l l>z x>y', loop);
    expect(seen('x')).toBe('a');
    expect(seen('y')).toBe('a x');
    expect(seen('z')).toBe('a l');
  });

  test('what stands in a scope is seen behind it, certain unless the scope failed', () => {
    const scope = { s: { type: 'core/scope' }, x: { parent: 's' }, y: { parent: 's' } };
    const seen = seenIn('t>a a>s s>z s:error>f x>y', scope);
    expect(seen('y')).toBe('a x');
    expect(seen('z')).toBe('a s x y?');
    expect(seen('f')).toBe('a s! x? y?');
    expect(seenIn('t>s s>z x>y x:refused>y', scope)('z')).toBe('s x y');
  });

  test('a compensation sees what stood before the step that it undoes; of that step only that it may be there', () => {
    const seen = seenIn('t>a a>b b>c u>v', { b: { compensate: 'u' } });
    expect(seen('u')).toBe('a b?');
    expect(seen('v')).toBe('a b? u?');
  });

  test('a step late in a large drawing sees all of it, each as it would in a small one', () => {
    const blocks = Array.from({ length: 40 }, (_, at) => {
      const before = at === 0 ? 't' : `j${at - 1}`;
      return `${before}>a${at} ${before}>b${at} a${at}>j${at} b${at}>j${at}`;
    });
    const seen = seenIn([...blocks, 'j39>k j39:refused>l k>m l>m'].join(' '));
    const before = Array.from({ length: 40 }, (_, at) => [`a${at}`, `b${at}`, `j${at}`]).flat();
    expect(seen('m').split(' ')).toEqual([...before, 'k?', 'l?'].sort());
  });

  test('an unfinished drawing is no reason to fail: cycles and loose nodes see nothing', () => {
    const seen = seenIn('t>a b>c c>b d>e');
    expect(seen('a')).toBe('');
    expect([seen('b'), seen('e')]).toEqual(['', '']);
  });
});
