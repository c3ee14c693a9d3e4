import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError, NetworkError, RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import type { EntityKey, SapExchange } from '../client.ts';
import { type EntityService, openEntityService } from '../entity-service.ts';
import { isSameValue } from '../property-values.ts';
import { refusalOf } from '../refusal.ts';
import { EntityAccess, type HeldRow } from './entity-access.ts';
import { type WriteEntityConfig, writeEntityManifest } from './manifest.ts';

export const sapWriteEntity: StepNode = {
  manifest: writeEntityManifest,
  async execute(step) {
    const { service: name, operation } = step.config as WriteEntityConfig;
    const work = new WriteWork(step, openEntityService(step.connection, name));
    try {
      return await (operation === 'create' ? work.create() : work.alter(operation));
    } catch (error) {
      if (!(error instanceof RejectedError)) throw error;
      return { kind: 'done', port: 'refused', output: { refusal: refusalOf(error) } };
    }
  },
};

type Values = { readonly [name: string]: Json };
type Created = { readonly row: JsonObject; readonly existed: boolean };

class WriteWork {
  readonly #step: StepContext;
  readonly #service: EntityService;
  readonly #config: WriteEntityConfig;

  constructor(step: StepContext, service: EntityService) {
    this.#step = step;
    this.#service = service;
    this.#config = step.config as WriteEntityConfig;
  }

  async create(): Promise<StepOutcome> {
    const { entitySet, knownBy = [] } = this.#config;
    const values = this.#config.values as Values;
    const unknown = knownBy.find((name) => values[name] === undefined);
    if (unknown !== undefined)
      throw new InvalidError(`"Known again by" names ${unknown}, which has no value`, { code: 'known-by-unknown', target: unknown });
    const identity = (sent: Values): Values => Object.fromEntries(knownBy.map((name) => [name, sent[name] ?? null]));
    const find = async (sent: Values, exchange: SapExchange) =>
      knownBy.length === 0 ? undefined : (await this.#open(exchange)).findBy(identity(sent), exchange);
    const { row, existed } = await this.#step.write<Created>(
      `create ${entitySet}`,
      this.#request(),
      async (exchange) => {
        const access = await this.#open(exchange);
        this.#mustBe(access, 'creatable');
        const body = access.body(values, 'creatable');
        const known = await find(values, exchange);
        if (known !== undefined) return { row: known, existed: true };
        const { data } = await this.#service.post(entitySet, body, this.#own(exchange));
        if (data === null || Array.isArray(data)) throw new NetworkError('The answer of SAP shows no row', { code: 'answer-malformed' });
        return { row: access.read(data), existed: false };
      },
      {
        object: { type: entitySet, key: knownBy.map((name) => String(values[name])).join('/') },
        ...(knownBy.length === 0
          ? {}
          : {
              probe: async ({ request }, exchange) => {
                // What was sent then: an operator may have edited the step since.
                const found = await find((request as JsonObject)['values'] as Values, exchange);
                return found === undefined ? { verdict: 'not-applied' } : { verdict: 'confirmed', answer: { row: found, existed: false } };
              },
            }),
      },
    );
    return { kind: 'done', port: existed ? 'existing' : 'done', output: { row } };
  }

  async alter(operation: 'change' | 'delete'): Promise<StepOutcome> {
    const { entitySet } = this.#config;
    const key = this.#config.key as EntityKey;
    if (operation === 'change' && Object.keys(this.#config.values as Values).length === 0)
      throw new InvalidError('No value is to be changed', { code: 'change-empty', target: 'values' });
    const find = async (exchange: SapExchange) => (await (await this.#open(exchange)).find(key, exchange)) ?? null;
    const held = await this.#step.read<HeldRow | null>('read-row', { entitySet, key }, find);
    if (held === null && operation === 'change') return { kind: 'done', port: 'not-found', output: {} };
    const { changed } = await this.#step.write<{ readonly changed: boolean }>(
      `${operation} ${entitySet}`,
      this.#request(),
      async (exchange) => {
        const access = await this.#open(exchange);
        this.#mustBe(access, operation === 'change' ? 'updatable' : 'deletable');
        const body = operation === 'change' ? access.body(this.#config.values as Values, 'updatable') : undefined;
        if (held === null || (operation === 'change' && isReached(access, held.row, this.#config.values as Values)))
          return { changed: false };
        const method = operation === 'change' ? 'PATCH' : 'DELETE';
        await this.#service.change(method, access.path(key), body, this.#own(exchange), held.etag ?? undefined);
        return { changed: true };
      },
      {
        object: { type: entitySet, key: Object.values(key).join('/') },
        before: held as Json,
        probe: async ({ request, before }, exchange) => {
          const access = await this.#open(exchange);
          const now = await access.find(key, exchange);
          if (operation === 'delete' && now === undefined) return { verdict: 'confirmed', answer: { changed: true } };
          if (now === undefined) return { verdict: 'changed-by-somebody-else', found: null };
          if (operation === 'change' && isReached(access, now.row, (request as JsonObject)['values'] as Values))
            return { verdict: 'confirmed', answer: { changed: true } };
          const was = before as HeldRow | null;
          const same = now.etag === null ? JSON.stringify(now.row) === JSON.stringify(was?.row) : now.etag === was?.etag;
          return same ? { verdict: 'not-applied' } : { verdict: 'changed-by-somebody-else', found: now.row };
        },
      },
    );
    const before = held === null ? {} : { before: held.row };
    if (!changed) return { kind: 'done', port: 'no-change', output: { ...before, ...(held === null ? {} : { row: held.row }) } };
    const after = operation === 'delete' ? null : await this.#step.read<HeldRow | null>('read-back', { entitySet, key }, find);
    return { kind: 'done', port: 'done', output: { ...before, ...(after === null ? {} : { row: after.row }) } };
  }

  #open(exchange: SapExchange): Promise<EntityAccess> {
    return EntityAccess.open(this.#service, this.#config.entitySet, exchange);
  }

  #mustBe(access: EntityAccess, mark: 'creatable' | 'updatable' | 'deletable'): void {
    if (access.set[mark]) return;
    throw new InvalidError(`The metadata mark ${access.set.name} as not ${mark}`, {
      code: 'set-read-only',
      help: 'Use a set or a service that takes it, or a function of the service.',
      target: access.set.name,
    });
  }

  #own(exchange: SapExchange): SapExchange {
    return { ...exchange, startedAt: this.#step.startedAt };
  }

  #request(): JsonObject {
    const { service, entitySet, key, values } = this.#config;
    return { service, entitySet, key: { ...(key as JsonObject) }, values: { ...(values as JsonObject) } };
  }
}

function isReached(access: EntityAccess, row: JsonObject, values: Values): boolean {
  return Object.entries(values).every(([name, value]) => isSameValue(access.property(name), row[name] ?? null, value));
}
