/**
 * What the functions of the library give (flows/library): what each declares, and what its arguments say beyond that. Like all functions
 * they give nothing of nothing.
 */
import { LIBRARY } from '../../../library/library.ts';
import type { LibraryFunction } from '../../../library/library-function.ts';
import { reportAt } from '../inferring.ts';
import { membersOf, NOTHING, type ObjectType, type Resolved, type TextType, type Type, UNKNOWN } from '../type.ts';
import { typeOfSchema } from '../type-of-schema.ts';
import { itemOf, union } from '../union.ts';
import { unitOfType, unitsDiffer, unitText } from '../units.ts';
import type { BuiltinType, Call } from './builtin-type.ts';
import { given } from './given.ts';

/** Arguments are there; `declared` is what the definition says. */
type Refine = (args: readonly Resolved[], declared: Resolved, call: Call) => Type;

const sameUnit: Refine = ([a], declared) => inUnit(declared, unitOfType(a!));
const sum: Refine = ([a, b], declared, call) => {
  const [one, other] = [unitOfType(a!), unitOfType(b!)];
  checkUnits(one, other, call);
  return inUnit(declared, one === other ? one : undefined);
};

const REFINED: { readonly [name: string]: Refine } = {
  addDecimals: sum,
  subtractDecimals: sum,
  compareDecimals: ([a, b], declared, call) => {
    checkUnits(unitOfType(a!), unitOfType(b!), call);
    return declared;
  },
  // A price by a quantity is in a unit that has no name here.
  multiplyDecimals: ([a, b], declared) => {
    const [one, other] = [unitOfType(a!), unitOfType(b!)];
    return inUnit(declared, one === undefined ? other : other === undefined ? one : undefined);
  },
  divideDecimals: ([a, b], declared) => inUnit(declared, unitOfType(b!) === undefined ? unitOfType(a!) : undefined),
  sumDecimals: ([list], declared) => {
    const item = itemsOfLists(list!);
    return inUnit(declared, item === undefined ? undefined : unitOfType(item));
  },
  roundDecimal: sameUnit,
  parseDecimal: sameUnit,
  fromSapDecimal: sameUnit,
  roundMoney: sameUnit,
  findBy: ([list]) => rowsOf(list!) ?? UNKNOWN,
  indexBy: ([list], declared) => {
    const rows = rowsOf(list!);
    if (rows === undefined) return declared;
    return { kind: 'object', fields: new Map(), ...(rows.kind === 'never' ? {} : { rest: union(rows, NOTHING) }) };
  },
  valueMap: ([name, key], _declared, { inferring }) => {
    if (key!.kind === 'nothing') return NOTHING;
    const known = name!.kind === 'text' && name!.values?.length === 1 ? inferring.valueMap?.(name!.values[0]!) : undefined;
    return known ?? UNKNOWN;
  },
};

export const LIBRARY_TYPES: { readonly [name: string]: BuiltinType } = Object.fromEntries(
  LIBRARY.map((definition) => [definition.name, typeOfFunction(definition)]),
);

function typeOfFunction({ name, parameters, result, mayFindNothing }: LibraryFunction): BuiltinType {
  const declared = typeOfSchema(result);
  const refine = REFINED[name];
  return (args, call) => {
    const type = refine?.(args, declared, call) ?? declared;
    const found = mayFindNothing === true ? union(type, NOTHING) : union(type);
    return parameters.reduce<Resolved>((so, { optional }, at) => (optional === true ? so : given(args[at]!, so)), found);
  };
}

function inUnit(declared: Resolved, unit: string | undefined): Type {
  return unit === undefined ? declared : { ...(declared as TextType), unit };
}

function checkUnits(one: string | undefined, other: string | undefined, { node, inferring }: Call): void {
  if (node === undefined || !unitsDiffer(one, other)) return;
  const message = `The first argument is in ${unitText(one!)}, the second one in ${unitText(other!)}.`;
  reportAt(inferring, node, 'warning', 'unit-differs', message, 'Convert one of them first.');
}

/** Undefined where it is not known. */
function itemsOfLists(list: Resolved): Resolved | undefined {
  const members = membersOf(list);
  return members === undefined ? undefined : union(...members.flatMap((member) => (member.kind === 'list' ? [itemOf(member)] : [])));
}

/** Only objects have the field that tells them apart. */
function rowsOf(list: Resolved): Resolved | undefined {
  const item = itemsOfLists(list);
  const members = item === undefined ? undefined : membersOf(item);
  return members === undefined ? undefined : union(...members.filter((member): member is ObjectType => member.kind === 'object'));
}
