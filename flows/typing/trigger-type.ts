/** What every expression sees of the message that started the run, of the run and of the flow. */
import { INTEGER, NOTHING, objectOf, TEXT, type Type, UNKNOWN } from '../expressions/types/type.ts';
import { typeOfConstant } from '../expressions/types/type-of-schema.ts';
import { union } from '../expressions/types/union.ts';
import type { FlowDocument, FlowNode } from '../flow.ts';

const TEXTS: Type = { kind: 'object', fields: new Map(), rest: TEXT };

/** `trigger`. `path`: of an HTTP trigger, whose `{names}` become parameters. */
export function triggerType(body: Type, node: FlowNode | undefined): Type {
  const path = node?.config['path'];
  const names = typeof path === 'string' ? [...path.matchAll(/\{([A-Za-z_]\w*)\}/g)].map(([, name]) => name!) : [];
  const params = names.length === 0 ? union(TEXTS, NOTHING) : objectOf(Object.fromEntries(names.map((name) => [name, TEXT])));
  const fields = new Map([
    ['body', { type: body }],
    ['headers', { type: union(TEXTS, NOTHING) }],
    ['query', { type: union(TEXTS, NOTHING) }],
    ['params', { type: params }],
    ['file', { type: UNKNOWN }],
  ]);
  return { kind: 'object', fields };
}

export const RUN_TYPE: Type = objectOf({
  id: TEXT,
  correlationId: TEXT,
  startedAt: { kind: 'text', format: 'date-time' },
  environment: TEXT,
  version: INTEGER,
});

export function flowType({ id, name, contract }: Pick<FlowDocument, 'id' | 'name' | 'contract'>): Type {
  return objectOf({ id: typeOfConstant(id), name: typeOfConstant(name), major: typeOfConstant(contract.major), version: INTEGER });
}

/** Of variables nothing is known but that they are there or not. */
export const VARIABLES: Type = { kind: 'object', fields: new Map(), rest: UNKNOWN };
