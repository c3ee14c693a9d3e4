/**
 * Whether what every expression of a flow gives fits what is asked at its place, as problems (FTY-4 to FTY-6). What the schemas prove wrong
 * is an error; what rests on a schema that lets more through than it names, or on what a called flow does beyond its contract, is a warning.
 */
import type { CheckedNode } from '../check/checked-flow.ts';
import { compareTypes } from '../expressions/types/compare-to-schema.ts';
import type { Mismatch } from '../expressions/types/mismatch.ts';
import { typeOfSchema } from '../expressions/types/type-of-schema.ts';
import { fieldOf } from '../expressions/types/union.ts';
import type { JsonSchema } from '../json.ts';
import { fromPointer } from '../json-pointer.ts';
import { checkedSchemaOf } from '../services/operation-config.ts';
import { type AskedValue, askedOf } from './asked-types.ts';
import { findCodeFindings } from './code-findings.ts';
import type { FlowTyping } from './flow-typing.ts';
import type { ValueSource } from './type-config.ts';
import type { TypeFinding } from './typed-expression.ts';
import type { TypedNode } from './typed-node.ts';

/** Of one node: what was found in its expressions, and where their values do not fit. */
export function findNodeFindings(typing: FlowTyping, checked: CheckedNode): readonly TypeFinding[] {
  const typed = typing.node(checked.id);
  if (typed === undefined || typed.dead || checked.manifest === undefined) return [];
  // The contract of a called flow may have changed.
  const asked = askedOf(checked, typing.checked);
  const known = findings.get(typed);
  if (known !== undefined && known.asked === asked?.schema) return known.found;
  const found = findFresh(typing, checked, typed, asked);
  findings.set(typed, { asked: asked?.schema, found });
  return found;
}

const findings = new WeakMap<TypedNode, { readonly asked: JsonSchema | undefined; readonly found: readonly TypeFinding[] }>();

function findFresh(typing: FlowTyping, checked: CheckedNode, typed: TypedNode, asked: AskedValue | undefined): readonly TypeFinding[] {
  const { id, manifest } = checked;
  const found: TypeFinding[] = [...typed.config.findings];
  const own = compareTypes(typed.config.type, typeOfSchema(checkedSchemaOf(manifest!, checked.node), typing.find), { fitsLists: true });
  // Of literals the check of the config has said it already.
  for (const mismatch of own) {
    const source = sourceOf(mismatch.path, typed);
    if (source !== undefined) found.push(findingOf(mismatch, source));
  }
  if (asked !== undefined) found.push(...compareAsked(typed, typing, asked));
  found.push(...findCodeFindings(checked, typing.find));
  return found.map((finding) => ({ ...finding, nodeId: id }));
}

/** A field that the schema does not name is said only where it is close to one that it names; else the schema lets it through. */
function compareAsked(typed: TypedNode, typing: FlowTyping, { name, schema, by, enforced }: AskedValue): readonly TypeFinding[] {
  const { type } = typed.config;
  if (type.kind !== 'object') return [];
  const given = fieldOf(type, name);
  const allowed = compareTypes(given, typeOfSchema(schema, typing.find));
  const misnamed = compareTypes(given, typing.schemaType(schema)).filter(
    ({ code, help, path }) =>
      code === 'surplus-field' && help.startsWith('Did you mean') && !allowed.some((one) => one.path === path && one.code === code),
  );
  return [...allowed, ...misnamed.map((mismatch) => ({ ...mismatch, severity: 'warning' as const }))].map((mismatch) => {
    const path = `/${name}${mismatch.path}`;
    const source = sourceOf(path, typed);
    const severity = mismatch.severity === 'error' && !enforced ? 'warning' : mismatch.severity;
    const said = { ...mismatch, severity, message: `${mismatch.message.replace(/\.$/, '')} (${by}).` };
    return source === undefined ? { ...plain(said), path: `/nodes/${typed.id}/config${wherever(path)}` } : findingOf(said, source);
  });
}

/** The text that gives the value at a pointer into the config, `*` for any item. */
function sourceOf(path: string, { config }: TypedNode): ValueSource | undefined {
  const parts = fromPointer(path);
  for (const [pointer, source] of config.sources) {
    const own = fromPointer(pointer);
    if (own.length <= parts.length && own.every((part, at) => parts[at] === part || parts[at] === '*')) return source;
  }
  return undefined;
}

function findingOf(mismatch: Mismatch, source: ValueSource): TypeFinding {
  const { at, fix } = mismatch;
  const found = at === undefined ? undefined : source.toPlace(at);
  const mended = fix === undefined ? undefined : source.toPlace(fix.at);
  const path = found?.path ?? source.path;
  const fixed = mended === undefined || mended.path !== path ? undefined : mended.replace(fix!.text);
  return {
    ...plain(mismatch),
    path,
    ...(found === undefined ? {} : { place: found.place }),
    ...(fixed === undefined ? {} : { fixed }),
  };
}

function plain({ code, severity, message, help }: Mismatch): Pick<Mismatch, 'code' | 'severity' | 'message' | 'help'> {
  return { code, severity, message, help };
}

/** Without what stands for any item: a place in the flow. */
function wherever(path: string): string {
  const at = path.indexOf('/*');
  return at === -1 ? path : path.slice(0, at);
}
