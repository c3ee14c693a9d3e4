/**
 * Speaks OData V4 with one service of SAP Gateway. Decimals come as text (`IEEE754Compatible=true`); changesets go as multipart, or
 * as JSON with an atomicity group where the connection says so.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { InvalidError, NetworkError } from '../errors.ts';
import { classifySapAnswer, type SapAnswer } from './classify-sap-answer.ts';
import type { BatchRequest } from './odata/batch.ts';
import type { EdmEntityType, EdmModel, EdmProperty, EdmType } from './odata/edm.ts';
import { readJsonAnswers, writeJsonBatch } from './odata/v4/batch-json.ts';
import { formatV4Key, formatV4Literal } from './odata/v4/literal.ts';
import { readV4Messages } from './odata/v4/messages.ts';
import { readV4Entity, writeV4Value } from './odata/v4/values.ts';
import {
  type ChangesetAnswer,
  type EntityKey,
  type MessageHeader,
  messagesOf,
  type ODataAnswer,
  readAllPages,
  type SapMessages,
  sendBatch,
  takeAnswer,
} from './odata-exchange.ts';
import { readAnswerJson } from './read-answer-json.ts';
import { type SapExchange, SapTransport } from './sap-transport.ts';
import { sapSettingsOf } from './settings.ts';

/** Group, repository, service and version below the path of the V4 services: `api_salesorder/srvd_a2x/sap/salesorder/0001`. */
export const V4_SERVICE = /^[A-Za-z0-9_]+(\/[A-Za-z0-9_]+){2,5}\/\d{4}$/;

/** The groups of the V4 services that are active, which stand beside them. */
export function openSapCatalogueV4(connection: ConnectionAccess): SapServiceV4 {
  const beside = sapSettingsOf(connection).v4ServicePath.replace(/\/[^/]+\/*$/, '/iwfnd');
  return new SapServiceV4(connection, 'config/default/iwfnd/catalog/0002', beside);
}

export class SapServiceV4 {
  readonly #transport: SapTransport;
  readonly #batchFormat: 'multipart' | 'json';
  readonly root: string;

  constructor(connection: ConnectionAccess, service: string, servicePath?: string) {
    if (!V4_SERVICE.test(service)) {
      throw new InvalidError(`${JSON.stringify(service)} is not the path of an OData V4 service`, {
        code: 'service-malformed',
        help: 'It is what follows …/odata4/sap/ in its address, e.g. api_salesorder/srvd_a2x/sap/salesorder/0001.',
      });
    }
    const settings = sapSettingsOf(connection);
    this.#batchFormat = settings.v4BatchFormat;
    this.root = `${(servicePath ?? settings.v4ServicePath).replace(/\/+$/, '')}/${service}`;
    this.#transport = new SapTransport(connection, settings, { name: service, root: this.root, protocol: PROTOCOL });
  }

  async get(path: string, exchange: SapExchange): Promise<ODataAnswer> {
    return this.#toODataAnswer(await this.#transport.read('GET', path, exchange));
  }

  /** Throws InvalidError `too-many-rows` when SAP has more than `maxRows`. */
  getAll(path: string, exchange: SapExchange, maxRows: number): Promise<readonly Json[]> {
    return readAllPages((next) => this.get(next, exchange), path, maxRows);
  }

  async post(path: string, body: Json | undefined, exchange: SapExchange, ifMatch?: string): Promise<ODataAnswer> {
    const headers = { 'content-type': CONTENT_TYPE, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) };
    return this.#toODataAnswer(await this.#transport.write('POST', path, exchange, headers, JSON.stringify(body ?? {})));
  }

  async change(
    method: 'PATCH' | 'DELETE',
    path: string,
    body: Json | undefined,
    exchange: SapExchange,
    ifMatch?: string,
  ): Promise<SapMessages> {
    const headers = {
      ...(body === undefined ? {} : { 'content-type': CONTENT_TYPE }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    };
    const text = body === undefined ? undefined : JSON.stringify(body);
    return this.#toODataAnswer(await this.#transport.write(method, path, exchange, headers, text)).messages;
  }

  /** All of it or nothing. Throws the class of the request that was refused. */
  changeset(requests: readonly BatchRequest[], exchange: SapExchange): Promise<ChangesetAnswer> {
    return this.#batchFormat === 'json' ? this.#jsonChangeset(requests, exchange) : this.#multipartChangeset(requests, exchange);
  }

  #multipartChangeset(requests: readonly BatchRequest[], exchange: SapExchange): Promise<ChangesetAnswer> {
    // V4 wants a Content-ID for every request of a change set.
    const numbered = requests.map((request, index) => ({ contentId: String(index + 1), ...request }));
    return sendBatch(this.#transport, { kind: 'changeset', requests: numbered }, exchange, MESSAGES);
  }

  async #jsonChangeset(requests: readonly BatchRequest[], exchange: SapExchange): Promise<ChangesetAnswer> {
    const body = writeJsonBatch(requests.map((request, index) => ({ ...request, id: String(index + 1), atomicityGroup: 'g1' })));
    const answer = await this.#transport.write('POST', '$batch', exchange, { 'content-type': CONTENT_TYPE }, body);
    const refusal = classifySapAnswer(answer);
    if (refusal !== undefined) throw refusal;
    const answers = readJsonAnswers(answer.text);
    if (typeof answers === 'string')
      throw new NetworkError(`The answer to $batch cannot be read: ${answers}`, { code: 'answer-malformed' });
    const refused = answers
      // 424: it only failed because another of its group did.
      .filter((one) => one.status !== FAILED_DEPENDENCY)
      .map((one) => classifySapAnswer({ status: one.status, headers: one.headers, text: one.body }))
      .find((one) => one !== undefined);
    if (refused !== undefined) throw refused;
    if (answers.length !== requests.length || answers.some((one) => one.status >= 300))
      throw new NetworkError(`SAP answered ${answers.length} of ${requests.length} requests of a changeset`, { code: 'answer-malformed' });
    return { answers, messages: messagesOf([answer, ...answers], MESSAGES) };
  }

  model(exchange: SapExchange): Promise<EdmModel> {
    return this.#transport.model(exchange);
  }

  /** As SAP says it now; what runs work with stays. */
  freshModel(exchange: SapExchange): Promise<EdmModel> {
    return this.#transport.freshModel(exchange);
  }

  /** As the system says it; read anew. */
  metadata(exchange: SapExchange): Promise<string> {
    return this.#transport.metadata(exchange);
  }

  forgetModel(): void {
    this.#transport.forgetModel();
  }

  literal(value: string | number | boolean | null, type?: EdmType): string {
    return formatV4Literal(value, type);
  }

  keyPredicate(key: EntityKey, types: { readonly [name: string]: EdmType }): string {
    return formatV4Key(key, types);
  }

  readRow(model: EdmModel, type: EdmEntityType, row: Json): JsonObject {
    return readV4Entity(model, type, row);
  }

  writeValue(property: EdmProperty, value: Json): Json {
    return writeV4Value(property, value);
  }

  etagOf(row: Json): string | undefined {
    const etag = isObject(row) ? row['@odata.etag'] : undefined;
    return typeof etag === 'string' ? etag : undefined;
  }

  #toODataAnswer(answer: SapAnswer): ODataAnswer {
    const taken = takeAnswer(this.#transport, answer, MESSAGES);
    if (answer.text === '') return { data: null, ...taken };
    const value = readAnswerJson(answer.text);
    if (!isObject(value)) throw new NetworkError('The answer of SAP is no OData V4: it is no object', { code: 'answer-malformed' });
    const nextLink = value['@odata.nextLink'] ?? value['@nextLink'];
    const tag = taken.etag ?? this.etagOf(value);
    return {
      data: dataOf(value),
      ...taken,
      ...(tag === undefined ? {} : { etag: tag }),
      ...(typeof nextLink === 'string' ? { next: this.#transport.pathBelowRoot(nextLink) } : {}),
    };
  }
}

const MESSAGES: MessageHeader = { name: 'sap-messages', read: readV4Messages };

const PROTOCOL = {
  accept: 'application/json;odata.metadata=minimal;IEEE754Compatible=true',
  'odata-version': '4.0',
  'odata-maxversion': '4.0',
} as const;
const CONTENT_TYPE = 'application/json;IEEE754Compatible=true';
const FAILED_DEPENDENCY = 424;

/** A collection, or a single value of an operation, stands in `value`; an entity stands for itself. */
function dataOf(value: JsonObject): Json {
  const own = Object.keys(value).filter((name) => !name.startsWith('@'));
  return own.length === 1 && own[0] === 'value' ? value['value']! : value;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
