/** What is asked of a config's values beyond the schema of its node type: the contract of a called flow, the data of an event, the flow's own answer, the shape that a map is to give. */
import type { CheckedFlow, CheckedNode } from '../check/checked-flow.ts';
import type { Json, JsonSchema } from '../json.ts';
import { findEventType } from '../schemas/events.ts';

export interface AskedValue {
  /** Field of the config. */
  readonly name: string;
  readonly schema: JsonSchema;
  /** Who asks, for sentences: `the contract of "sap-sales-order"`. */
  readonly by: string;
  /** What does not fit fails the step; otherwise it goes on, and breaks a promise to others. */
  readonly enforced: boolean;
}

export function askedOf({ node }: CheckedNode, { flow, context }: CheckedFlow): AskedValue | undefined {
  const { config } = node;
  switch (node.type) {
    case 'core/call-flow': {
      const called = context.flows?.(String(config['flow']), Number(config['major']));
      const schema = called?.contract.input;
      return schema === undefined ? undefined : { name: 'input', schema, by: `contract of "${String(config['flow'])}"`, enforced: true };
    }
    case 'core/emit-event': {
      const event = findEventType(String(config['type']));
      return event === undefined ? undefined : { name: 'data', schema: { $ref: event.data }, by: `event "${event.type}"`, enforced: false };
    }
    case 'http/operation': {
      const { request: schema, operation } = config;
      return isSchema(schema) ? { name: 'input', schema, by: `operation "${String(operation)}"`, enforced: true } : undefined;
    }
    case 'core/map': {
      const { schema } = config;
      return isSchema(schema) ? { name: 'value', schema, by: 'wanted shape of this map', enforced: false } : undefined;
    }
    case 'core/respond':
      return flow.contract.output === undefined
        ? undefined
        : { name: 'body', schema: flow.contract.output, by: 'contract of this flow', enforced: false };
    default:
      return undefined;
  }
}

function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
