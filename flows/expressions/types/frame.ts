/** The variables of a block, a function or a path, and what stands around it. */
import type { Type } from './type.ts';

export class Frame {
  readonly parent: Frame | undefined;
  readonly variables = new Map<string, Type>();
  /** Variables that the expression sets more than once. */
  readonly reset: ReadonlySet<string>;

  constructor(parent: Frame | undefined, reset: ReadonlySet<string> = parent?.reset ?? new Set()) {
    this.parent = parent;
    this.reset = reset;
  }

  find(name: string): Type | undefined {
    for (let frame: Frame | undefined = this; frame !== undefined; frame = frame.parent) {
      const type = frame.variables.get(name);
      if (type !== undefined) return type;
    }
    return undefined;
  }

  /** The same with one variable known better. */
  with(name: string, type: Type): Frame {
    const inner = new Frame(this);
    inner.variables.set(name, type);
    return inner;
  }
}
