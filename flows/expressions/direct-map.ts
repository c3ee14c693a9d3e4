/**
 * The rows of a map as one direct expression, when every row is direct and none fills a list: then nothing has to travel to a child.
 * Gives what the text of `map-expression.ts` gives.
 */
import type { MapRow } from '../flow.ts';
import type { Json } from '../json.ts';
import { compileDirect, type DirectScope } from './direct-expression.ts';
import { buildTargetTree, type MapFault, type TargetTree } from './map-expression.ts';

export type EvaluateDirectMap = (scope: DirectScope) => Json;

/** Undefined where a row needs the whole language, or is wrong. */
export function compileDirectMap(rows: readonly MapRow[]): EvaluateDirectMap | undefined {
  const faults: MapFault[] = [];
  const tree = buildTargetTree(rows, faults);
  return faults.length > 0 ? undefined : compileFields(tree);
}

type Read = (scope: DirectScope) => Json | undefined;

function compileFields({ fields }: TargetTree): EvaluateDirectMap | undefined {
  const reads: (readonly [name: string, read: Read])[] = [];
  for (const [name, field] of fields) {
    // Assigning `__proto__` would set the prototype.
    if (field.list || name === '__proto__') return undefined;
    const read = field.expression === undefined ? compileFields(field) : compileDirect(field.expression).expression?.evaluate;
    if (read === undefined) return undefined;
    reads.push([name, read]);
  }
  return (scope) => {
    const object: Record<string, Json> = {};
    for (const [name, read] of reads) {
      const value = read(scope);
      if (value !== undefined) object[name] = value;
    }
    return object;
  };
}
