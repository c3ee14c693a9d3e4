/** Every shape that the API answers with, by the name of its type: what `answer` of a route may say, and what OpenAPI hands out. */
import type { JsonSchema } from '#flows/json.ts';
import { BUNDLE_SHAPES } from './bundle-shapes.ts';
import { FLOW_SHAPES } from './flow-shapes.ts';
import { HOUSE_SHAPES } from './house-shapes.ts';
import { RUN_SHAPES } from './run-shapes.ts';
import type { ShapeName, ShapeSchemas } from './shapes.ts';
import { WAIVER_SHAPES } from './waiver-shapes.ts';

export type AnswerName = ShapeName | `Page<${ShapeName}>` | 'text/event-stream';

export const SHAPES: ShapeSchemas = { ...HOUSE_SHAPES, ...FLOW_SHAPES, ...BUNDLE_SHAPES, ...WAIVER_SHAPES, ...RUN_SHAPES };

export function schemaOfAnswer(name: Exclude<AnswerName, 'text/event-stream'>): JsonSchema {
  const item = /^Page<(.+)>$/.exec(name)?.[1];
  if (item === undefined) return { $ref: `#/components/schemas/${name}` };
  return {
    type: 'object',
    additionalProperties: false,
    required: ['items'],
    properties: {
      items: { type: 'array', items: { $ref: `#/components/schemas/${item}` } },
      next: { type: 'string', description: 'Cursor of the next page; absent on the last.' },
    },
  };
}
