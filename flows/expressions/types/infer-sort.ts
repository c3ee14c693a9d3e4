/** `^(…)`: by what may be sorted? */
import type { SortNode } from '../syntax-tree.ts';
import type { Frame } from './frame.ts';
import { type Inferring, reportAt } from './inferring.ts';
import type { Stream } from './stream.ts';
import { membersOf, type Type } from './type.ts';
import { typeText } from './type-text.ts';
import { union } from './union.ts';

export function inferSort(node: SortNode, list: Stream, frame: Frame, inferring: Inferring): Stream {
  // One thing is not compared with anything.
  if (list.max > 1) inferSortTerms(node, list.item, frame, inferring);
  return list;
}

export function inferSortTerms(node: SortNode, item: Type, frame: Frame, inferring: Inferring): void {
  for (const { expression } of node.terms) {
    const type = inferring.infer(expression, item, frame);
    const members = membersOf(type);
    if (members === undefined) {
      inferring.unsure();
      continue;
    }
    const wrong = members.filter(({ kind }) => kind !== 'text' && kind !== 'number' && kind !== 'nothing');
    const kinds = new Set(members.map(({ kind }) => kind));
    if (wrong.length > 0)
      reportAt(
        inferring,
        expression,
        'warning',
        'may-be-wrong-type',
        `Only texts and numbers can be sorted by; this may be ${typeText(union(...wrong))}.`,
        'Sort by a field that holds a text or a number.',
      );
    else if (kinds.has('text') && kinds.has('number'))
      reportAt(
        inferring,
        expression,
        'warning',
        'may-be-wrong-type',
        'Some of these are texts and some numbers, which cannot be sorted among each other.',
        'Convert them with $string or $number.',
      );
  }
}
