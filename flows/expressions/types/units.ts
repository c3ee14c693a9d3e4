/**
 * In what a number is measured. `x-unit` of a schema is the name of a unit, such as `min`, or where it stands: `./unit` is the field
 * beside, or the nearest one of that name. Two fields that each name their own unit may well hold the same: nothing is found between them,
 * but that one holds money and the other a quantity.
 */
import { membersOf, type Type } from './type.ts';

/** The field that names the unit; undefined: the unit is known. */
export function fieldOfUnit(unit: string): string | undefined {
  return unit.startsWith('./') ? unit.slice(2) : undefined;
}

export function unitsDiffer(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return false;
  const [beside, besideOther] = [fieldOfUnit(one), fieldOfUnit(other)];
  return beside === undefined || besideOther === undefined || isMoney(beside) !== isMoney(besideOther);
}

/** `in min`, `in what "unit" says`. */
export function unitText(unit: string): string {
  const field = fieldOfUnit(unit);
  return field === undefined ? unit : `what "${field}" says`;
}

/** Of a text or a number, where all that it can be agree. */
export function unitOfType(type: Type): string | undefined {
  const units = (membersOf(type) ?? []).flatMap((member) => (member.kind === 'number' || member.kind === 'text' ? [member.unit] : []));
  return units.every((unit) => unit === units[0]) ? units[0] : undefined;
}

function isMoney(field: string): boolean {
  return /currency$/i.test(field);
}
