/** What an organisation's objects have otherwise than those that the example flows read and write (the sandbox's), by describe. */
import type { ComparedEntity, FieldFinding, MetadataComparison } from '#flows/connection-manifest.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess, MetadataQuestion } from '../connection.ts';
import { InvalidError } from '../errors.ts';
import { callSalesforce } from './client.ts';
import { describeObject } from './simulator/describe-resource.ts';
import { OBJECT_DEFINITIONS } from './simulator/object-definitions.ts';

/** As describe gives it. */
interface Described {
  readonly name: string;
  readonly fields: readonly DescribedField[];
}
interface DescribedField {
  readonly name: string;
  readonly type: string;
  readonly length: number;
  readonly createable: boolean;
  readonly updateable: boolean;
}

const SERVICE = 'sobjects';
const VERSION = 'v62.0';

/** Throws what reading throws, and InvalidError `metadata-malformed` for a file that is no describe. */
export async function compareSalesforceObjects(
  connection: ConnectionAccess,
  { text }: MetadataQuestion,
  signal: AbortSignal,
): Promise<MetadataComparison> {
  const file = text === undefined ? undefined : readDescribe(text);
  const known = await wantedObjects();
  const wanted = known.filter(({ name }) => file === undefined || name === file.name);
  if (wanted.length === 0)
    throw new InvalidError(`No flow reads or writes the object ${file?.name}`, {
      code: 'metadata-malformed',
      help: `Compared are ${known.map(({ name }) => name).join(', ')}.`,
    });
  const entities: ComparedEntity[] = [];
  for (const object of wanted) entities.push(compareObject(object, file ?? (await describe(connection, object.name, signal))));
  return {
    service: SERVICE,
    services: [SERVICE],
    mapsFields: false,
    source: file === undefined ? 'connection' : 'file',
    mapped: {},
    entities,
  };
}

/** Objects and fields that the flows name; what the sandbox has beside them nobody misses. */
export async function wantedObjects(): Promise<readonly Described[]> {
  const { exampleFlows } = await import('#flows/examples/examples.ts');
  const words = new Set(JSON.stringify(exampleFlows).match(/[A-Za-z_][A-Za-z0-9_]*/g));
  return OBJECT_DEFINITIONS.map((object) => describeObject(object, VERSION) as unknown as Described)
    .filter(({ name }) => words.has(name) && name !== 'User')
    .map(({ name, fields }) => ({ name, fields: fields.filter((field) => words.has(field.name)) }));
}

export function compareObject({ name, fields }: Described, theirs: Described | undefined): ComparedEntity {
  if (theirs === undefined) return { name, isThere: false, findings: [], extra: [] };
  const ours = new Set(fields.map((field) => field.name.toLowerCase()));
  return {
    name,
    isThere: true,
    findings: fields.flatMap((field) =>
      judge(
        field,
        theirs.fields.find((one) => one.name.toLowerCase() === field.name.toLowerCase()),
      ),
    ),
    extra: theirs.fields.map((field) => field.name).filter((field) => field.endsWith('__c') && !ours.has(field.toLowerCase())),
  };
}

function judge(expected: DescribedField, found: DescribedField | undefined): readonly FieldFinding[] {
  const { name: field } = expected;
  if (found === undefined)
    return [
      {
        field,
        kind: 'missing',
        weight: 'stops',
        consequence: 'Salesforce refuses every query and write that names it. Add the field, or see that the integration user may see it.',
      },
    ];
  const findings: FieldFinding[] = [];
  if (expected.updateable && !found.updateable)
    findings.push({
      field,
      kind: 'not-writable',
      weight: 'limits',
      consequence: 'A write that sets it is refused: the user may not edit it.',
    });
  if (expected.type !== found.type)
    findings.push({
      field,
      kind: 'other-type',
      weight: 'limits',
      consequence: `It is ${found.type}, the flows were tried with ${expected.type}.`,
    });
  if (expected.length > 0 && found.length > 0 && found.length < expected.length)
    findings.push({
      field,
      kind: 'shorter',
      weight: 'limits',
      consequence: `It takes ${found.length} characters instead of ${expected.length}; longer values are refused.`,
    });
  return findings;
}

/** Undefined: the organisation has no such object, or the user may not see it. */
async function describe(connection: ConnectionAccess, object: string, signal: AbortSignal): Promise<Described | undefined> {
  const context = { signal, correlationId: 'metadata-comparison', traceparent: '00-00000000000000000000000000000001-0000000000000001-00' };
  const request = { method: 'GET', path: `/sobjects/${encodeURIComponent(object)}/describe` } as const;
  const answer = await callSalesforce(connection, context, request, { missing: true });
  return answer.status === 404 ? undefined : toDescribed(answer.body);
}

function readDescribe(text: string): Described {
  let value: Json = null;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    // Said below, with what to give instead.
  }
  const described = toDescribed(value);
  if (described !== undefined) return described;
  throw new InvalidError('The file is no describe of an object', {
    code: 'metadata-malformed',
    help: 'Take the whole answer of …/sobjects/Order_Change_Request__c/describe as the file.',
  });
}

function toDescribed(value: Json): Described | undefined {
  const { name, fields } = (typeof value === 'object' && value !== null ? value : {}) as JsonObject;
  return typeof name === 'string' && Array.isArray(fields) ? (value as unknown as Described) : undefined;
}
