/**
 * What another system's service has otherwise than the one that the nodes were written against (the sandbox's). For sales orders, whose
 * fields weigh more or less, see `compare-metadata.ts`. Pure.
 */
import type { ComparedEntity, FieldFinding } from '#flows/connection-manifest.ts';
import { type EdmEntityType, type EdmModel, type EdmProperty, findEntityType } from './odata/edm.ts';

export function compareService(theirs: EdmModel, known: EdmModel): readonly ComparedEntity[] {
  const entities = known.entityTypes.map((type) => compareEntity(type, findEntityType(theirs, type.name)));
  const functions = known.functionImports
    .filter(({ name }) => theirs.functionImports.every((one) => one.name !== name))
    .map(({ name }): ComparedEntity => ({ name, isThere: false, findings: [], extra: [] }));
  return [...entities, ...functions];
}

function compareEntity(known: EdmEntityType, theirs: EdmEntityType | undefined): ComparedEntity {
  const { name } = known;
  if (theirs === undefined) return { name, isThere: false, findings: [], extra: [] };
  const ours = new Set(known.properties.map((property) => property.name));
  return {
    name,
    isThere: true,
    findings: known.properties.flatMap((property) => judge(known, property, propertyOf(theirs, property.name))),
    extra: theirs.properties.map((property) => property.name).filter((field) => !ours.has(field)),
  };
}

function judge(type: EdmEntityType, expected: EdmProperty, found: EdmProperty | undefined): readonly FieldFinding[] {
  const { name: field } = expected;
  if (found === undefined)
    return [
      type.key.includes(field)
        ? { field, kind: 'missing', weight: 'stops', consequence: 'It is part of the key: no record of this kind can be addressed.' }
        : { field, kind: 'missing', weight: 'limits', consequence: 'What reads it finds nothing there, what writes it is refused.' },
    ];
  const findings: FieldFinding[] = [];
  if (expected.updatable && !found.updatable && !type.key.includes(field))
    findings.push({
      field,
      kind: 'not-writable',
      weight: 'limits',
      consequence: 'A change that sets it is refused before anything is sent.',
    });
  if (expected.type !== found.type)
    findings.push({
      field,
      kind: 'other-type',
      weight: 'limits',
      consequence: `It is ${found.type}, the flows were tried with ${expected.type}.`,
    });
  if (expected.maxLength !== undefined && found.maxLength !== undefined && found.maxLength < expected.maxLength)
    findings.push({
      field,
      kind: 'shorter',
      weight: 'limits',
      consequence: `It takes ${found.maxLength} characters instead of ${expected.maxLength}; longer values are refused by SAP.`,
    });
  return findings;
}

function propertyOf(type: EdmEntityType, name: string): EdmProperty | undefined {
  return type.properties.find((property) => property.name === name);
}
