/**
 * Speaks OData V2 with one service of SAP Gateway: `d` wrappers, paging, changesets. What an entity means is for those who call it.
 * Every failure is already one of the nine classes, by SAP's meaning.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { InvalidError, NetworkError } from '../errors.ts';
import type { SapAnswer } from './classify-sap-answer.ts';
import { type FieldNameSetting, type FieldNames, readFieldNames } from './field-names.ts';
import { findFlowService } from './flow-services.ts';
import type { BatchRequest } from './odata/batch.ts';
import type { EdmEntityType, EdmModel, EdmProperty, EdmType } from './odata/edm.ts';
import { formatKeyPredicate, formatODataLiteral } from './odata/literal.ts';
import { readSapMessages } from './odata/sap-message.ts';
import {
  type ChangesetAnswer,
  type EntityKey,
  type MessageHeader,
  type ODataAnswer,
  readAllPages,
  type SapMessages,
  sendBatch,
  takeAnswer,
} from './odata-exchange.ts';
import { readEntity, writeValue } from './property-values.ts';
import { readAnswerJson } from './read-answer-json.ts';
import { type SapExchange, SapTransport } from './sap-transport.ts';
import { sapSettingsOf } from './settings.ts';

export type { EntityKey, SapMessages } from './odata-exchange.ts';
export type { SapExchange } from './sap-transport.ts';

/** @param service e.g. `API_SALES_ORDER_SRV`, or with version `API_BILL_OF_MATERIAL_SRV;v=0002` */
export function openSapService(connection: ConnectionAccess, service: string): SapService {
  return new SapService(connection, service);
}

/** The list of the services that are active, which stands beside them. */
export function openSapCatalogue(connection: ConnectionAccess): SapService {
  return new SapService(connection, 'catalogservice;v=2', sapSettingsOf(connection).servicePath.replace(/\/[^/]+\/*$/, '/iwfnd'));
}

export class SapService {
  readonly #transport: SapTransport;
  readonly #fields: FieldNames;
  /** Path of the service, without a slash at the end. */
  readonly root: string;

  constructor(connection: ConnectionAccess, service: string, servicePath?: string) {
    if (!/^[A-Za-z0-9_]+(;[a-z]=\d+)?$/.test(service)) {
      throw new InvalidError(`${JSON.stringify(service)} is not the name of an OData service`, { code: 'service-malformed' });
    }
    const settings = sapSettingsOf(connection);
    this.root = `${(servicePath ?? settings.servicePath).replace(/\/+$/, '')}/${service}`;
    this.#fields = readFieldNames(namesOf(service, settings.fieldNames));
    this.#transport = new SapTransport(connection, settings, { name: service, root: this.root, protocol: PROTOCOL });
  }

  /** `path` below the service root with query, e.g. `A_SalesOrder('1')?$expand=to_Item`. */
  async get(path: string, exchange: SapExchange): Promise<ODataAnswer> {
    return this.#toODataAnswer(await this.#transport.read('GET', await this.#theirPath(path, exchange), exchange));
  }

  /**
   * All pages of a collection. Throws InvalidError `too-many-rows` when SAP has more than `maxRows`: half a list would look like
   * a whole one.
   */
  getAll(path: string, exchange: SapExchange, maxRows: number): Promise<readonly Json[]> {
    return readAllPages((next) => this.get(next, exchange), path, maxRows);
  }

  /** A POST with a JSON body, inside the session. `ifMatch`: the entity tag that functions want that act on an entity. */
  async post(path: string, body: Json | undefined, exchange: SapExchange, ifMatch?: string): Promise<ODataAnswer> {
    const headers = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    };
    const text = body === undefined ? undefined : JSON.stringify(await this.#theirBody(path, body, exchange));
    const theirPath = await this.#theirPath(path, exchange);
    return this.#toODataAnswer(await this.#transport.write('POST', theirPath, exchange, headers, text));
  }

  /** One entity changed or deleted, as a changeset of its own. */
  async change(
    method: 'PATCH' | 'DELETE',
    path: string,
    body: Json | undefined,
    exchange: SapExchange,
    ifMatch?: string,
  ): Promise<SapMessages> {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    };
    const request = { method, url: path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return (await this.changeset([request], exchange)).messages;
  }

  /** All of it or nothing (OData V2 changeset). Throws the class of the one request that was refused. */
  async changeset(given: readonly BatchRequest[], exchange: SapExchange): Promise<ChangesetAnswer> {
    const requests = await this.#theirRequests(given, exchange);
    return sendBatch(this.#transport, { kind: 'changeset', requests }, exchange, MESSAGES);
  }

  /** One read inside a `$batch`: as a POST it goes through token and session without changing anything. */
  async readBatch(path: string, exchange: SapExchange): Promise<void> {
    const request: BatchRequest = { method: 'GET', url: await this.#theirPath(path, exchange), headers: { accept: 'application/json' } };
    await sendBatch(this.#transport, { kind: 'request', request }, exchange, MESSAGES);
  }

  /** Under our names of fields. */
  async model(exchange: SapExchange): Promise<EdmModel> {
    return this.#toOurs(await this.#transport.model(exchange));
  }

  /** Under our names of fields, as SAP says it now; what runs work with stays. */
  async freshModel(exchange: SapExchange): Promise<EdmModel> {
    return this.#toOurs(await this.#transport.freshModel(exchange));
  }

  #toOurs(theirs: EdmModel): EdmModel {
    return this.#fields.isEmpty ? theirs : this.#fields.toOurModel(theirs);
  }

  /** As the system says it, under its own names; read anew. */
  metadata(exchange: SapExchange): Promise<string> {
    return this.#transport.metadata(exchange);
  }

  forgetModel(): void {
    this.#transport.forgetModel();
  }

  literal(value: string | number | boolean | null, type?: EdmType): string {
    return formatODataLiteral(value, type);
  }

  keyPredicate(key: EntityKey, types: { readonly [name: string]: EdmType }): string {
    return formatKeyPredicate(key, types);
  }

  readRow(model: EdmModel, type: EdmEntityType, row: Json): JsonObject {
    return readEntity(model, type, row);
  }

  writeValue(property: EdmProperty, value: Json): Json {
    return writeValue(property, value);
  }

  etagOf(row: Json): string | undefined {
    const etag = (isObject(row) ? (row['__metadata'] as JsonObject | undefined) : undefined)?.['etag'];
    return typeof etag === 'string' ? etag : undefined;
  }

  async #theirPath(path: string, exchange: SapExchange): Promise<string> {
    return this.#fields.isEmpty ? path : this.#fields.toTheirPath(await this.#transport.model(exchange), path);
  }

  async #theirBody(path: string, body: Json, exchange: SapExchange): Promise<Json> {
    return this.#fields.isEmpty ? body : this.#fields.toTheirBody(await this.#transport.model(exchange), path, body);
  }

  async #theirRequests(requests: readonly BatchRequest[], exchange: SapExchange): Promise<readonly BatchRequest[]> {
    if (this.#fields.isEmpty) return requests;
    const theirs = await this.#transport.model(exchange);
    return requests.map((request) => ({
      ...request,
      url: this.#fields.toTheirPath(theirs, request.url),
      ...(request.body === undefined
        ? {}
        : { body: JSON.stringify(this.#fields.toTheirBody(theirs, request.url, JSON.parse(request.body) as Json)) }),
    }));
  }

  #toODataAnswer(answer: SapAnswer): ODataAnswer {
    const taken = takeAnswer(this.#transport, answer, MESSAGES);
    if (answer.text === '') return { data: null, ...taken };
    const d = this.#fields.isEmpty ? readD(answer.text) : this.#fields.toOurRows(readD(answer.text));
    const rows = Array.isArray(d) ? d : isObject(d) && Array.isArray(d['results']) ? (d['results'] as readonly Json[]) : undefined;
    const next = isObject(d) && typeof d['__next'] === 'string' ? this.#transport.pathBelowRoot(d['__next']) : undefined;
    return { data: rows ?? d, ...taken, ...(next === undefined ? {} : { next }) };
  }
}

/** A connection may name fields otherwise of the services that the comparison is about; others are spoken as they are. */
function namesOf(service: string, names: FieldNameSetting | undefined): FieldNameSetting | undefined {
  if (names === undefined || Object.keys(names).length === 0) return undefined;
  const types = new Set(findFlowService(service)?.model.entityTypes.map(({ name }) => name));
  return Object.fromEntries(Object.entries(names).filter(([place]) => types.has(place.split('/')[0]!)));
}

const MESSAGES: MessageHeader = { name: 'sap-message', read: readSapMessages };

const PROTOCOL = { accept: 'application/json', dataserviceversion: '2.0', maxdataserviceversion: '2.0' } as const;

function readD(text: string): Json {
  const value = readAnswerJson(text);
  if (isObject(value) && value['d'] !== undefined) return value['d'];
  throw new NetworkError('The answer of SAP is no OData V2: it has no member "d"', { code: 'answer-malformed' });
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
