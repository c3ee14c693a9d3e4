/** What passes a test that is written as a function: `function($i) { $i.status = "open" }`. */
import { Frame } from '../frame.ts';
import { narrowTrue } from '../narrow.ts';
import { type Resolved, resolve, type Type } from '../type.ts';

export function narrowedBy(test: Type, item: Type): Resolved {
  const resolved = resolve(test);
  const shape = resolved.kind === 'function' ? resolved.shape : undefined;
  const parameter = shape?.kind === 'lambda' ? shape.node.arguments[0]?.value : undefined;
  if (shape?.kind !== 'lambda' || parameter === undefined) return resolve(item);
  const frame = new Frame(shape.frame);
  // The other parameters hide what has their names outside.
  for (const { value } of shape.node.arguments.slice(1)) frame.variables.set(value, { kind: 'unknown' });
  frame.variables.set(parameter, item);
  return resolve(narrowTrue(shape.node.body, shape.input, frame).frame.find(parameter) ?? item);
}
