/** Size and shape of a document before anything looks at its meaning, each finding as a sentence. */
import { FLOW_LIMITS } from '../flow-limits.ts';
import { checkFlowShape } from '../flow-validator.generated.ts';
import { fromPointer } from '../json-pointer.ts';
import type { Problem } from '../problem.ts';
import type { ShapeFault } from '../shape-fault.ts';
import { error } from './checked-flow.ts';

/** Nesting and size that a document may have before anything walks it (S18). */
export const DOCUMENT_LIMITS = { depth: 64, values: 100_000, characters: 1_000_000 } as const;

export function findShapeProblems(document: unknown): readonly Problem[] {
  const size = findSizeProblem(document);
  if (size !== undefined) return [size];
  const faults = checkFlowShape(document);
  // A name that breaks its pattern is reported twice: as itself and as its object's `propertyNames`.
  return faults.filter(({ keyword }) => keyword !== 'propertyNames').map(toProblem);
}

/** Iterative: the document may be nested deeper than the stack. */
function findSizeProblem(document: unknown): Problem | undefined {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: document, depth: 1 }];
  let values = 0;
  let characters = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    values++;
    if (typeof value === 'string') characters += value.length;
    else if (typeof value === 'object' && value !== null) {
      if (depth > DOCUMENT_LIMITS.depth)
        return tooLarge('flow-too-deep', `The flow is nested deeper than ${DOCUMENT_LIMITS.depth} levels.`);
      for (const [name, part] of Object.entries(value)) {
        characters += name.length;
        open.push({ value: part, depth: depth + 1 });
      }
    }
    if (values > DOCUMENT_LIMITS.values) return tooLarge('flow-too-large', `The flow has more than ${DOCUMENT_LIMITS.values} values.`);
    if (characters > DOCUMENT_LIMITS.characters)
      return tooLarge('flow-too-large', `The flow has more than ${DOCUMENT_LIMITS.characters} characters.`);
  }
  return undefined;
}

function tooLarge(code: string, message: string): Problem {
  return error(code, '', message, 'Split it and call the parts with "Call a flow".');
}

function toProblem(fault: ShapeFault): Problem {
  const [message, help] = sentencesOf(fault);
  const [first, nodeId] = fromPointer(fault.instancePath);
  return error(`shape-${codeOf(fault.keyword)}`, fault.instancePath, message, help, first === 'nodes' ? nodeId : undefined);
}

function codeOf(keyword: string): string {
  switch (keyword) {
    case 'required':
      return 'missing';
    case 'additionalProperties':
      return 'unknown';
    case 'type':
      return 'type';
    case 'maxProperties':
    case 'maxItems':
      return 'too-many';
    default:
      return 'value';
  }
}

function sentencesOf({ instancePath, keyword, params, propertyName }: ShapeFault): readonly [message: string, help: string] {
  const place = instancePath === '' ? 'The flow' : `"${fromPointer(instancePath).join('.')}"`;
  // A name breaks its pattern or is too long.
  if (propertyName !== undefined) return [`"${propertyName}" cannot be the name of a node.`, NAMES];
  switch (keyword) {
    case 'required':
      return [`${place} has no "${params['missingProperty']}".`, `Add "${params['missingProperty']}".`];
    case 'additionalProperties':
      return [`${place} has a field "${params['additionalProperty']}" that flows do not know.`, 'Remove it or correct its name.'];
    case 'type':
      return [`${place} must be ${article(String(params['type']))}.`, `Replace the value with ${article(String(params['type']))}.`];
    case 'const':
      return [`${place} must be ${JSON.stringify(params['allowedValue'])}.`, 'A document of another format has to be upgraded first.'];
    case 'enum':
      return [
        `${place} is none of the values that it may have.`,
        `Choose one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}.`,
      ];
    case 'pattern':
      return place.endsWith('type"')
        ? [`${place} is no node type.`, 'A node type is a folder and a name, e.g. core/map.']
        : [`${place} is no valid name.`, NAMES];
    case 'maxLength':
      return [`${place} is longer than ${params['limit']} characters.`, 'Shorten it.'];
    case 'minLength':
      return [`${place} is empty.`, 'Fill it or remove it.'];
    case 'maxProperties':
      return [`${place} has more than ${params['limit']} entries.`, 'Split the flow and call the parts with "Call a flow".'];
    case 'maxItems':
      return [`${place} has more than ${params['limit']} entries.`, 'Remove what is too many.'];
    case 'minItems':
      return [`${place} has fewer than ${params['limit']} entries.`, 'Add what is missing.'];
    case 'minimum':
    case 'maximum':
      return [`${place} must be ${params['comparison']} ${params['limit']}.`, 'Correct the number.'];
    default:
      return [`${place} breaks the rule "${keyword}".`, 'Correct the value.'];
  }
}

const NAMES = `Names have lower case letters, digits and hyphens, begin with a letter and have at most ${FLOW_LIMITS.idLength} characters, e.g. change-order.`;

function article(type: string): string {
  switch (type) {
    case 'object':
    case 'array':
    case 'integer':
      return type === 'array' ? 'a list' : `an ${type}`;
    case 'string':
      return 'a text';
    default:
      return `a ${type}`;
  }
}
