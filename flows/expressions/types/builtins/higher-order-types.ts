/** `$map`, `$filter`, `$reduce`, `$single`: what the function gives for any item. */

import { arityOfFunction } from '../arity.ts';
import { itemsOf, type Stream } from '../stream.ts';
import { truthOf } from '../truth.ts';
import { INTEGER, membersOf, NOTHING, type Resolved, type Type, UNKNOWN } from '../type.ts';
import { isSame, maybeNothing, union, without } from '../union.ts';
import type { BuiltinType } from './builtin-type.ts';
import { found } from './given.ts';
import { narrowedBy } from './narrowed-by.ts';

/** After this many rounds what `$reduce` collects is unknown. */
const MOST_ROUNDS = 3;

export const HIGHER_ORDER_TYPES: { readonly [name: string]: BuiltinType } = {
  map: ([list, act], call) =>
    forList(list!, ({ item, min, max }) => {
      const result = call.invoke(act!, [item, INTEGER, list!]);
      const each = without(result, ({ kind }) => kind === 'nothing');
      return found({ item: each, min: maybeNothing(result) ? 0 : min, max: each.kind === 'never' ? 0 : max }, call);
    }),
  filter: ([list, test], call) =>
    forList(list!, ({ item, min, max }) => {
      const truth = truthOf(call.invoke(test!, [item, INTEGER, list!]));
      if (truth === false) return NOTHING;
      const kept = narrowedBy(test!, item);
      return found({ item: kept, min: truth === true ? min : 0, max: kept.kind === 'never' ? 0 : max }, call);
    }),
  single: ([list, test], { invoke }) =>
    forList(list!, ({ item }) => {
      if (test!.kind === 'nothing') return item;
      invoke(test!, [item, INTEGER, list!]);
      return narrowedBy(test!, item);
    }),
  reduce: ([list, act, initial], { invoke, inferring }) => {
    // A function with fewer than two parameters is refused.
    if (arityOfFunction(act!) < 2) inferring.unsure();
    return forList(list!, ({ item, min, max }) => {
      const starts = [
        ...(initial!.kind === 'nothing' ? [] : [initial!]),
        ...(maybeNothing(initial!) || initial!.kind === 'unknown' ? [item] : []),
      ];
      let collected = union(...starts, ...(min === 0 && maybeNothing(initial!) ? [NOTHING] : []));
      if (max === 0) return union(initial!, NOTHING);
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const next = union(collected, invoke(act!, [collected, item, INTEGER, list!]));
        if (isSame(next, collected)) return next;
        collected = next;
      }
      inferring.unsure();
      return UNKNOWN;
    });
  },
};

/** Of nothing they give nothing. */
function forList(list: Resolved, infer: (items: Stream) => Type): Resolved {
  const items = itemsOf(without(list, ({ kind }) => kind === 'nothing'));
  const members = membersOf(list);
  if (members?.every(({ kind }) => kind === 'nothing') === true) return NOTHING;
  const result = infer(items);
  return maybeNothing(list) ? union(result, NOTHING) : union(result);
}
