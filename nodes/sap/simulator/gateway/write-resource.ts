/** One writing operation applied to a draft. What it answers is written later, when the whole changeset has been saved. */
import type { EdmNavigation } from '../../odata/edm.ts';
import { ifMatchNames } from '../../odata/etag.ts';
import type { SapData, SapDraft } from '../sap-data.ts';
import { type Answer, emptyAnswer, type WireFormat } from './answer.ts';
import { parseBody, readChanges, readDeep } from './entity-body.ts';
import { entityUri } from './entity-json.ts';
import { entityNode, keyOf, rowsWhere, sourceOf, transientNode, typeOfSet } from './entity-node.ts';
import type { ModelEntityType } from './model.ts';
import { initialValue, insideName } from './property-value.ts';
import type { Projection } from './query-options.ts';
import { entityAnswer, functionAnswer, type ReadContext } from './read-resource.ts';
import { entityNotFound, methodNotAllowed, SapRefusal } from './refusal.ts';
import { resolveResource } from './resolve-resource.ts';
import { parseResourcePath } from './resource-path.ts';
import type { DeepRow, ODataService, Row } from './service.ts';

export interface Operation {
  /** After tunnelling: `POST`, `PATCH` (also for MERGE), `PUT`, `DELETE`. */
  readonly method: string;
  /** Relative to the service root, with query. */
  readonly target: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  readonly contentId?: string;
  readonly format: WireFormat;
}

/** What an applied operation answers once the data are saved. */
export type Reply = (context: ReadContext) => Answer;

/** Throws a refusal; the draft is then to be thrown away. */
export function applyOperation(service: ODataService, draft: SapDraft, operation: Operation): Reply {
  const { segments, query } = parseResourcePath(operation.target);
  const resource = resolveResource(service, draft, segments, query);
  switch (resource.kind) {
    case 'function': {
      const { imported, parameters } = resource;
      const change = service.functions[imported.name]?.change;
      if (operation.method !== 'POST' || imported.httpMethod !== 'POST' || change === undefined)
        throw methodNotAllowed(operation.method, imported.name);
      const etag = service.functions[imported.name]?.etag?.(draft.base, parameters);
      if (etag !== undefined) requireTag(etag, imported.name, operation.headers['if-match']);
      const result = change(draft, parameters);
      return (context) => functionAnswer(context, imported, result);
    }
    case 'collection':
      if (operation.method !== 'POST') throw methodNotAllowed(operation.method, resource.set);
      return create(service, draft, operation, resource.set, resource.where);
    case 'entity':
      if (operation.method === 'PATCH' || operation.method === 'PUT') return update(service, draft, operation, resource.set, resource.row);
      if (operation.method === 'DELETE') return remove(service, draft, operation, resource.set, resource.row);
      throw methodNotAllowed(operation.method, resource.set);
    case 'nothing':
      throw entityNotFound(resource.set);
    case 'property':
      throw methodNotAllowed(operation.method, resource.property.name);
  }
}

function create(service: ODataService, draft: SapDraft, operation: Operation, set: string, where: Row): Reply {
  const type = typeOfSet(service, set);
  const source = sourceOf(service, set);
  const allowed = service.model.entitySets.find((one) => one.name === set)!.creatable;
  if (!allowed || (source.create === undefined && source.evaluate === undefined)) throw methodNotAllowed('POST', set);
  const given = readDeep(service, type, parseBody(operation.body, operation.headers['content-type'] ?? ''));
  const entity: DeepRow = { ...given, row: { ...given.row, ...where } };
  if (source.create === undefined) {
    const answer = source.evaluate!(draft, entity);
    return (context) => entityAnswer(service, context.root, transientNode(service, set, answer), context.format, 201);
  }
  const key = source.create(draft, entity);
  const projection = sameDepth(service, type, entity);
  return (context) => {
    const row = rowsWhere(service, context.data, set, key)[0]!;
    const location = entityUri(context.root, set, type, row);
    return entityAnswer(service, context.root, entityNode(service, context.data, set, row, projection), context.format, 201, { location });
  };
}

/** The answer to a deep insert shows what was inserted, to the same depth. */
function sameDepth(service: ODataService, type: ModelEntityType, entity: DeepRow): Projection {
  const branches = Object.entries(entity.children).map(([name, children]) => {
    const navigation = type.navigations.find((one): one is EdmNavigation => one.name === name)!;
    const target = service.model.entityTypes.find((one) => one.name === navigation.target)!;
    const merged: DeepRow = { row: {}, children: Object.assign({}, ...children.map((child) => child.children)) };
    return [name, { navigation, projection: sameDepth(service, target, merged) }] as const;
  });
  return { expand: new Map(branches) };
}

function update(service: ODataService, draft: SapDraft, operation: Operation, set: string, row: Row): Reply {
  const type = typeOfSet(service, set);
  const source = sourceOf(service, set);
  if (!service.model.entitySets.find((one) => one.name === set)!.updatable || source.update === undefined) {
    throw methodNotAllowed(operation.method, set);
  }
  checkIfMatch(service, draft.base, set, row, operation.headers['if-match']);
  const changes = readChanges(type, parseBody(operation.body, operation.headers['content-type'] ?? ''), row);
  source.update(draft, row, operation.method === 'PUT' ? { ...initialValues(type), ...changes } : changes);
  const key = keyOf(type, row);
  return (context) => {
    const after = rowsWhere(service, context.data, set, key)[0];
    const etag = after === undefined ? undefined : source.etag?.(after);
    return emptyAnswer(204, etag === undefined ? {} : { etag });
  };
}

function remove(service: ODataService, draft: SapDraft, operation: Operation, set: string, row: Row): Reply {
  const source = sourceOf(service, set);
  if (!service.model.entitySets.find((one) => one.name === set)!.deletable || source.remove === undefined)
    throw methodNotAllowed('DELETE', set);
  checkIfMatch(service, draft.base, set, row, operation.headers['if-match']);
  source.remove(draft, row);
  return () => emptyAnswer(204);
}

/**
 * 428 without, 412 with a stale entity tag. Compared with what stood before the changeset, so that several operations on one
 * document may all carry the tag that was read.
 */
function checkIfMatch(service: ODataService, base: SapData, set: string, row: Row, ifMatch: string | undefined): void {
  const source = sourceOf(service, set);
  if (source.etag === undefined) return;
  const before = rowsWhere(service, base, set, keyOf(typeOfSet(service, set), row))[0];
  if (before !== undefined) requireTag(source.etag(before), set, ifMatch);
}

function requireTag(etag: string, name: string, ifMatch: string | undefined): void {
  if (ifMatch === undefined) {
    throw new SapRefusal(428, '/IWFND/CM_MGW/428', `The request needs the header If-Match with the entity tag of '${name}'`);
  }
  if (!ifMatchNames(ifMatch, etag)) {
    throw new SapRefusal(412, 'SADL_ENTITY_RUNTIME/006', 'The data have been changed by another user since you read them');
  }
}

/** PUT replaces: what is not given goes back to its initial value. */
function initialValues(type: ModelEntityType): Row {
  return Object.fromEntries(
    type.properties.filter((property) => property.updatable).map((property) => [insideName(property), initialValue(property)]),
  );
}
