/** Paths that carry variables from step to step: `@$x`, `#$i` and the parent `%`. */
import type { PathNode } from '../syntax-tree.ts';
import { type Compiling, NotCompiled } from './compiling.ts';
import type { Code } from './frame.ts';

export function compileTuplePath(node: PathNode, _compiling: Compiling): Code {
  throw new NotCompiled('it binds variables along a path', node.position);
}
