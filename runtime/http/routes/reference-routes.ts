/** Variables, value maps and master data of an environment: one shape, seven resources. */
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { findMasterFault, MASTER_KINDS, MASTER_VALUES, type MasterKind } from '#flows/master-values.ts';
import { wholeEnvironment } from '#flows/policy.ts';
import type { ReferenceDefinitions, ReferenceRow } from '../../store/reference-definitions.ts';
import { ApiError, refusals } from '../api-error.ts';
import type { ApiRequest, Route } from '../route.ts';
import { anyJson, closed, requireName } from '../schemas.ts';

/** Resource name, kind, and what a value must look like. */
const RESOURCES: readonly {
  readonly resource: string;
  readonly kind: ReferenceRow['kind'];
  readonly label: string;
  readonly value: JsonSchema;
}[] = [
  { resource: 'variables', kind: 'variable', label: 'variable', value: anyJson },
  { resource: 'value-maps', kind: 'value-map', label: 'value map', value: { type: 'object', maxProperties: 20_000 } },
  { resource: 'plants', kind: 'plant', label: 'plant', value: MASTER_VALUES.plant },
  { resource: 'calendars', kind: 'calendar', label: 'calendar', value: MASTER_VALUES.calendar },
  { resource: 'units', kind: 'unit', label: 'material unit', value: MASTER_VALUES.unit },
  { resource: 'work-centres', kind: 'work-centre', label: 'work centre', value: MASTER_VALUES['work-centre'] },
  { resource: 'customers', kind: 'customer', label: 'customer', value: MASTER_VALUES.customer },
];

export function referenceRoutes(references: ReferenceDefinitions, isEnvironment: (name: string) => boolean): readonly Route[] {
  function environmentOf({ params, require }: ApiRequest, right: 'flows.read' | 'reference-data.write'): string {
    const environment = params['environment']!;
    if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
    require(right, right === 'flows.read' ? { environment } : wholeEnvironment(environment));
    return environment;
  }

  return RESOURCES.flatMap(({ resource, kind, label, value }): Route[] => {
    const list = `/api/environments/{environment}/${resource}`;
    const one = `${list}/{name}`;
    return [
      {
        method: 'GET',
        path: list,
        summary: `All ${label}s of the environment.`,
        right: 'flows.read',
        answer: 'Page<ReferenceView>',
        handle(request) {
          return { body: { items: references.listReferences(environmentOf(request, 'flows.read'), kind).map(toView) } };
        },
      },
      {
        method: 'GET',
        path: one,
        summary: `One ${label}.`,
        right: 'flows.read',
        answer: 'ReferenceView',
        handle(request) {
          const name = request.params['name']!;
          const row = references.findReference(environmentOf(request, 'flows.read'), kind, name);
          if (row === undefined) throw refusals.notFound(label, name);
          return { body: toView(row), headers: { ETag: `"${row.revision}"` } };
        },
      },
      {
        method: 'PUT',
        path: one,
        summary: `Stores a ${label}. If-Match carries the revision, 0 for a new one. Runs keep the revision they recorded.`,
        right: 'reference-data.write',
        ifMatch: true,
        body: closed({ value }),
        answer: 'ReferenceView',
        async handle(request) {
          const { params, body, revision, caller } = request;
          const environment = environmentOf(request, 'reference-data.write');
          requireName(params['name']!);
          const { value: given } = body as { value: Json };
          const problem = findProblem(kind, given);
          if (problem !== undefined) throw new ApiError(400, 'invalid-value', problem);
          const audit = { by: caller.name, action: `${kind}-changed`, object: `${kind} ${environment}/${params['name']}` };
          const row = await references.putReference(environment, kind, params['name']!, given, revision(), audit);
          if (row === undefined) {
            const current = references.findReference(environment, kind, params['name']!);
            throw refusals.changedMeanwhile(current === undefined ? null : toView(current));
          }
          return { body: toView(row), headers: { ETag: `"${row.revision}"` } };
        },
      },
      {
        method: 'DELETE',
        path: one,
        summary: `Removes a ${label}.`,
        right: 'reference-data.write',
        async handle(request) {
          const { params, caller } = request;
          const environment = environmentOf(request, 'reference-data.write');
          if (references.findReference(environment, kind, params['name']!) === undefined) throw refusals.notFound(label, params['name']!);
          await references.deleteReference(environment, kind, params['name']!, {
            by: caller.name,
            action: `${kind}-removed`,
            object: `${kind} ${environment}/${params['name']}`,
          });
          return {};
        },
      },
    ];
  });
}

function toView({ name, value, revision, changedAt }: ReferenceRow): ReferenceView {
  return { name, value, revision, changedAt };
}

/** What a schema cannot say. */
function findProblem(kind: ReferenceRow['kind'], value: Json): string | undefined {
  return isMasterKind(kind) ? findMasterFault(kind, value as JsonObject) : undefined;
}

function isMasterKind(kind: ReferenceRow['kind']): kind is MasterKind {
  return (MASTER_KINDS as readonly string[]).includes(kind);
}
