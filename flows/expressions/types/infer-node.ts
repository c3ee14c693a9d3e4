/** One part of the tree, with what stands behind it: conditions in brackets, grouping, `[]`. As compiled/compile-node.ts does with values. */
import type { BlockNode, FunctionNode, SyntaxNode, UnaryNode } from '../syntax-tree.ts';
import { BUILTIN_NAMES } from './builtin-types.ts';
import { applyFilter, type Found, listsOf, settleFound, whole } from './found.ts';
import { Frame } from './frame.ts';
import { inferApply, inferCall, inferPartial } from './infer-call.ts';
import { inferCondition } from './infer-condition.ts';
import { inferArray, inferGroup, inferObject } from './infer-constructors.ts';
import { inferBinary } from './infer-operators.ts';
import { inferPath, inferStepName } from './infer-path.ts';
import { inferTransform } from './infer-transform.ts';
import { type Inferring, reportAt } from './inferring.ts';
import { ANYTHING, laidOut, listOfItems, type Stream } from './stream.ts';
import { membersOf, NEVER, NOTHING, type Resolved, resolve, type Type, UNKNOWN } from './type.ts';
import { typeOfConstant } from './type-of-schema.ts';
import { typeText } from './type-text.ts';
import { itemOf, mapMembers, union } from './union.ts';

export function inferNode(node: SyntaxNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  const { predicate = [], group } = node;
  const groups = group !== undefined && node.type !== 'path';
  if (predicate.length === 0 && !groups) return inferBare(node, input, frame, inferring);
  let found = inferFound(node, input, frame, inferring);
  for (const stage of predicate) found = applyFilter(found, stage, frame, inferring);
  if (groups) return inferGroup(group, found, frame, inferring);
  return settleFound(found, node.keepArray === true, inferring);
}

/** Conditions behind a call or a wildcard are put to what it found before that is settled. */
function inferFound(node: SyntaxNode, input: Type, frame: Frame, inferring: Inferring): Found {
  if (node.type === 'wildcard') return foundByWildcard(fieldsOf(input, inferring));
  const { seen } = inferring;
  const before = seen.listsInList;
  seen.listsInList = false;
  const type = inferBare(node, input, frame, inferring);
  const isUnclear = seen.listsInList && (node.type === 'function' || node.type === 'apply') && listsOf(type).kind !== 'never';
  seen.listsInList ||= before;
  if (!isUnclear) return whole(type);
  inferring.unsure();
  return whole(UNKNOWN);
}

/** Where one of the fields is a list, the list of all of them is one whatever is in it. */
function foundByWildcard({ stream, listed }: Fields): Found {
  return { asIs: listed ? listOfItems(stream.item, 0, stream.max) : NEVER, stream };
}

function inferBare(node: SyntaxNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  switch (node.type) {
    case 'path':
      return inferPath(node, input, frame, inferring);
    case 'name':
      return inferStepName(node, input, inferring);
    case 'string':
    case 'number':
    case 'value':
      return typeOfConstant(node.value);
    case 'variable':
      return inferVariable(node.value, input, frame, inferring);
    case 'binary':
      return inferBinary(node, input, frame, inferring);
    case 'unary':
      if (node.value === '[') return inferArray(node, input, frame, inferring);
      if (node.value === '{') return inferObject(node, input, frame, inferring);
      return inferNegation(node as UnaryNode, input, frame, inferring);
    case 'condition':
      return inferCondition(node, input, frame, inferring);
    case 'block':
      return inferBlock(node, input, frame, inferring);
    case 'bind': {
      const type = inferring.infer(node.rhs, input, frame);
      frame.variables.set(node.lhs.value, inferring.marks.wild.has(node.lhs.value) ? UNKNOWN : type);
      return type;
    }
    case 'function':
      return inferCall(node as FunctionNode, input, frame, inferring);
    case 'partial':
      return inferPartial(node as FunctionNode, input, frame, inferring);
    case 'lambda':
      // The parser's own function around a call that stands last in a function; grouping behind such a call is not done.
      return node.thunk === true
        ? inferCall(node.body as FunctionNode, input, frame, inferring)
        : { kind: 'function', shape: { kind: 'lambda', node, frame, input } };
    case 'apply':
      return inferApply(node, input, frame, inferring);
    case 'transform':
      return inferTransform(node, frame, inferring);
    case 'regex':
      return { kind: 'function', shape: { kind: 'regex' } };
    case 'wildcard':
      return settleFound(foundByWildcard(fieldsOf(input, inferring)), node.keepArray === true, inferring);
    case 'descendant':
      return input.kind === 'nothing' ? NOTHING : input.kind === 'never' ? NEVER : UNKNOWN;
    case 'parent':
      return resolve(frame.find((node as unknown as { readonly slot: { readonly label: string } }).slot.label) ?? UNKNOWN);
    default:
      return UNKNOWN;
  }
}

function inferVariable(name: string, input: Type, frame: Frame, { wrapper, marks }: Inferring): Resolved {
  if (name === '') return resolve(input === wrapper ? (frame.find('$') ?? UNKNOWN) : input);
  if (marks.wild.has(name)) return UNKNOWN;
  const found = frame.find(name);
  if (found !== undefined) return resolve(found);
  return BUILTIN_NAMES.has(name) ? { kind: 'function', shape: { kind: 'builtin', name } } : NOTHING;
}

function inferBlock({ expressions }: BlockNode, input: Type, outer: Frame, inferring: Inferring): Resolved {
  const frame = new Frame(outer);
  let type: Resolved = NOTHING;
  for (const expression of expressions) {
    type = inferring.infer(expression, input, frame);
    if (type.kind === 'never') return NEVER;
  }
  return type;
}

function inferNegation(node: UnaryNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  const type = inferring.infer(node.expression, input, frame);
  const members = membersOf(type);
  if (members === undefined) inferring.unsure();
  else {
    const wrong = members.filter(({ kind }) => kind !== 'number' && kind !== 'nothing');
    if (wrong.length > 0) {
      const isSure = members.every(({ kind }) => kind !== 'number');
      reportAt(
        inferring,
        node.expression,
        isSure ? 'error' : 'warning',
        isSure ? 'wrong-type' : 'may-be-wrong-type',
        `"-" needs a number; this ${isSure ? 'is' : 'may be'} ${typeText(union(...wrong))}.`,
        'Convert it with $number, or leave the sign out.',
      );
    }
  }
  return mapMembers(type, (member) => {
    if (member.kind !== 'number') return member.kind === 'nothing' ? NOTHING : NEVER;
    return member.values === undefined ? member : { ...member, values: member.values.map((value) => -value) };
  });
}

interface Fields {
  readonly stream: Stream;
  /** May one of the fields be a list? */
  readonly listed: boolean;
}

/** The values of all fields, lists laid out flat. */
function fieldsOf(input: Type, { wrapper }: Inferring): Fields {
  const members = input === wrapper ? undefined : membersOf(input);
  if (members === undefined) return { stream: ANYTHING, listed: true };
  const parts: Type[] = [];
  const fields: Type[] = [];
  for (const member of members) {
    if (member.kind === 'list') {
      parts.push(flat(member, 0));
      fields.push(itemOf(member));
    } else if (member.kind === 'object') {
      for (const { type } of member.fields.values()) fields.push(type);
      if (member.rest !== undefined) fields.push(member.rest);
    }
  }
  const item = union(...parts, ...fields.map((type) => flat(type, 0)));
  const listed = fields.some((type) => membersOf(type)?.some(({ kind }) => kind === 'list') ?? true);
  return {
    stream: { item, min: 0, max: item.kind === 'never' ? 0 : Number.POSITIVE_INFINITY },
    listed,
  };
}

function flat(type: Type, depth: number): Resolved {
  if (depth > 4) return UNKNOWN;
  return mapMembers(type, (member) => {
    if (member.kind === 'list')
      return flat(laidOut({ kind: 'list', prefix: member.prefix, items: member.items, min: 0, max: member.max }).item, depth + 1);
    return member.kind === 'nothing' ? NEVER : member;
  });
}
