/** One walk over the tree before it is inferred: what has to be known of the whole to judge a part. */
import type { SyntaxNode } from '../syntax-tree.ts';
import type { Marks } from './inferring.ts';

/** Functions that give what they found. */
export const FINDING: ReadonlySet<unknown> = new Set(['map', 'filter', 'keys', 'each', 'spread', 'match', 'lookup', 'distinct']);

export function findMarks(tree: SyntaxNode): Marks {
  let marks = known.get(tree);
  if (marks === undefined) {
    marks = readMarks(tree);
    known.set(tree, marks);
  }
  return marks;
}

const known = new WeakMap<SyntaxNode, Marks>();

function readMarks(tree: SyntaxNode): Marks {
  let tracksFound = false;
  let leavesOpen = false;
  const wild = new Set<string>();
  const once = new Set<string>();
  const reset = new Set<string>();
  const parameters = new Set<string>();
  /** `follows`: what stands here is computed once each time the block, function or expression around it is, in text order. */
  const rest: { readonly node: unknown; readonly follows: boolean; readonly endsFunction: boolean }[] = [
    { node: tree, follows: true, endsFunction: false },
  ];
  while (rest.length > 0) {
    const { node, follows, endsFunction } = rest.pop()!;
    if (typeof node !== 'object' || node === null || node instanceof RegExp) continue;
    const { type, value, procedure, thunk, keepArray, keepSingletonArray } = node as { readonly [mark: string]: unknown };
    if (keepArray === true || keepSingletonArray === true || (type === 'variable' && value === 'distinct')) tracksFound = true;
    if (type === 'variable' && FINDING.has(value)) leavesOpen = true;
    if (type === 'lambda')
      for (const { value: name } of (node as { readonly arguments: readonly { readonly value: string }[] }).arguments) parameters.add(name);
    if (type === 'bind') {
      const name = (node as { readonly lhs: { readonly value: string } }).lhs.value;
      if (!follows) wild.add(name);
      if (once.has(name)) reset.add(name);
      once.add(name);
    }
    const settles = type === 'function' && !endsFunction && (procedure as SyntaxNode).type === 'variable';
    for (const [key, part] of Object.entries(node)) {
      if (settles && part === procedure) continue;
      const goesOn = type === undefined ? follows : followsIn(type, key, follows);
      rest.push({ node: part, follows: goesOn, endsFunction: thunk === true });
    }
  }
  for (const name of once) if (parameters.has(name)) reset.add(name);
  return { tracksFound, leavesOpen, wild, reset };
}

function followsIn(type: unknown, key: string, follows: boolean): boolean {
  if (type === 'block' || type === 'lambda') return key === 'expressions' || key === 'body';
  return type === 'bind' && key === 'rhs' && follows;
}
