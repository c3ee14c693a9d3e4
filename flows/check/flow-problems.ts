/** The flow as a whole: the schemas it names, its lane, its answer (FLW-9, FLW-11). */
import { findBusinessObject } from '../objects/business-objects.ts';
import type { Problem } from '../problem.ts';
import { findSchemaRefs } from '../schema-refs.ts';
import { resolveSchema } from '../schemas/schemas.ts';
import { type CheckedFlow, error, warning } from './checked-flow.ts';
import { checkTaggedKeys } from './tagged-keys.ts';

export function findFlowProblems(checked: CheckedFlow): readonly Problem[] {
  return [...checkSchemas(checked), ...checkLane(checked), ...checkAnswer(checked), ...checkObject(checked), ...checkTaggedKeys(checked)];
}

function checkSchemas({ flow, context }: CheckedFlow): readonly Problem[] {
  const find = context.schemas ?? resolveSchema;
  return findSchemaRefs(flow)
    .filter(({ ref }) => find(ref) === undefined)
    .map(({ ref, path, nodeId }) =>
      error('schema-unknown', path, `There is no schema "${ref}".`, 'Choose one of flows/schemas/, or write the schema here.', nodeId),
    );
}

function checkLane({ flow: { lane } }: CheckedFlow): readonly Problem[] {
  if (lane === undefined) return [];
  const problems: Problem[] = [];
  if (lane.merge !== undefined && lane.whenNewer !== 'coalesce') {
    problems.push(
      warning(
        'lane-merge-unused',
        '/lane/merge',
        'Bodies are merged only when newer runs coalesce.',
        'Set "whenNewer" to coalesce, or remove the expression.',
      ),
    );
  }
  if (lane.debounceMs !== undefined && (lane.whenNewer ?? 'queue') === 'queue') {
    problems.push(
      warning(
        'lane-debounce-unused',
        '/lane/debounceMs',
        'Collecting a burst changes nothing while every run is queued.',
        'Set "whenNewer" to supersede or coalesce.',
      ),
    );
  }
  return problems;
}

function checkAnswer({ flow, nodes }: CheckedFlow): readonly Problem[] {
  if (flow.respondWithinMs === undefined || [...nodes.values()].some(({ node }) => node.type === 'core/respond')) return [];
  return [
    warning('answer-missing', '/respondWithinMs', 'Callers wait for an answer that no node gives.', 'Add "Respond", or remove the time.'),
  ];
}

function checkObject({ flow }: CheckedFlow): readonly Problem[] {
  if (flow.object === undefined) return [];
  const object = findBusinessObject(flow.object.type);
  if (object === undefined) {
    return [
      warning(
        'object-unknown',
        '/object/type',
        `There is no business object "${flow.object.type}".`,
        'Runs are found by their keys all the same; no timeline is kept.',
      ),
    ];
  }
  return Object.keys(flow.object.keys)
    .filter((name) => !Object.hasOwn(object.keys, name))
    .map((name) =>
      warning(
        'object-key-unknown',
        `/object/keys/${name}`,
        `"${object.name}" has no key "${name}".`,
        `Its keys are ${Object.keys(object.keys).join(', ')}.`,
      ),
    );
}
