/** `[…]` behind a step: an index, or a condition that each item is put to. */
import type { SyntaxNode } from '../syntax-tree.ts';
import { isCondition } from './compile-operators.ts';
import type { Compiling } from './compiling.ts';
import type { Code, Frame } from './frame.ts';
import { isNumber, isNumberList, isTrue } from './operations.ts';
import { isList, Sequence, type Value } from './value.ts';

/** Gives what was found; or, where an index meets a list in the list, that list itself. */
export type Filter = (value: Value | Sequence, frame: Frame) => readonly Value[] | Sequence;

export function compileFilter(node: SyntaxNode, compiling: Compiling): Filter {
  if (node.type === 'number') return compileIndex(node.value as number);
  const code = compiling.compile(node, compiling);
  return isCondition(node) && node.predicate === undefined && node.group === undefined ? whereTrue(code) : whereChosen(code);
}

function compileIndex(number: number): Filter {
  const index = Math.floor(number);
  return (value) => {
    const list = listOf(value);
    const item = list[index < 0 ? list.length + index : index];
    if (isList(item)) return item;
    return item === undefined ? NOTHING : new Sequence([item]);
  };
}

const NOTHING = new Sequence([]);

function whereTrue(code: Code): Filter {
  return (value, frame) => {
    const list = listOf(value);
    frame.run.spend(list.length);
    const chosen: Value[] = [];
    for (const item of list) if (code(item, frame) === true) chosen.push(item);
    return new Sequence(chosen);
  };
}

/** A number says which item is meant, a list of numbers which ones, everything else whether this one is. */
function whereChosen(code: Code): Filter {
  return (value, frame) => {
    const list = listOf(value);
    frame.run.spend(list.length);
    const chosen: Value[] = [];
    for (let at = 0; at < list.length; at += 1) {
      const item = list[at];
      const answer = code(item, frame);
      if (isNumber(answer)) {
        if (isIndex(answer, at, list.length)) chosen.push(item);
      } else if (isNumberList(answer)) {
        frame.run.spend(answer.length);
        for (const index of answer) if (isIndex(index, at, list.length)) chosen.push(item);
      } else if (isTrue(answer, frame.run)) chosen.push(item);
    }
    return new Sequence(chosen);
  };
}

export function isIndex(number: number, at: number, length: number): boolean {
  const index = Math.floor(number);
  return (index < 0 ? length + index : index) === at;
}

export function listOf(value: Value | Sequence): readonly Value[] {
  if (value instanceof Sequence) return value.items;
  return isList(value) ? value : [value];
}
