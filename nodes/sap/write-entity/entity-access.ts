/** Rows of one entity set, by what the service's metadata say of it. */
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import { EntityNotFound } from '../classify-sap-answer.ts';
import type { EntityKey, SapExchange } from '../client.ts';
import type { EntityService } from '../entity-service.ts';
import { type EdmEntitySet, type EdmEntityType, type EdmModel, type EdmProperty, findEntitySet, findEntityType } from '../odata/edm.ts';

export type HeldRow = { readonly row: JsonObject; readonly etag: string | null };

export class EntityAccess {
  readonly #service: EntityService;
  readonly #model: EdmModel;
  readonly set: EdmEntitySet;
  readonly type: EdmEntityType;

  private constructor(service: EntityService, model: EdmModel, set: EdmEntitySet, type: EdmEntityType) {
    this.#service = service;
    this.#model = model;
    this.set = set;
    this.type = type;
  }

  /** Throws InvalidError `entity-set-unknown`. */
  static async open(service: EntityService, name: string, exchange: SapExchange): Promise<EntityAccess> {
    const model = await service.model(exchange);
    const set = findEntitySet(model, name);
    const type = set === undefined ? undefined : findEntityType(model, set.entityType);
    if (set !== undefined && type !== undefined) return new EntityAccess(service, model, set, type);
    service.forgetModel();
    throw new InvalidError(`The service has no entity set ${name}`, {
      code: 'entity-set-unknown',
      help: `It has ${model.entitySets.map((one) => one.name).join(', ')}.`,
      target: name,
    });
  }

  /** Throws InvalidError `key-malformed` for a key that is not whole. */
  path(key: EntityKey): string {
    const { key: names } = this.type;
    const wrong = [...names.filter((name) => key[name] === undefined), ...Object.keys(key).filter((name) => !names.includes(name))];
    if (wrong.length > 0)
      throw new InvalidError(`The key of ${this.set.name} is ${names.join(', ')}`, { code: 'key-malformed', target: wrong[0]! });
    const types = Object.fromEntries(this.type.properties.map((one) => [one.name, one.type]));
    return `${this.set.name}${this.#service.keyPredicate(key, types)}`;
  }

  /** What goes into the body. Throws InvalidError for fields that are not there, not to be written, or of another type. */
  body(values: { readonly [name: string]: Json }, mode: 'creatable' | 'updatable'): JsonObject {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const property = this.property(name);
        if (!property[mode] && !(mode === 'creatable' && this.type.key.includes(name)))
          throw new InvalidError(`${name} is filled by SAP and cannot be ${mode === 'creatable' ? 'given' : 'changed'}`, {
            code: 'field-read-only',
            target: name,
          });
        return [name, this.#service.writeValue(property, value)];
      }),
    );
  }

  property(name: string): EdmProperty {
    const property = this.type.properties.find((one) => one.name === name);
    if (property !== undefined) return property;
    throw new InvalidError(`${this.type.name} has no field ${name}`, {
      code: 'field-unknown',
      help: `Its fields are listed in ${this.#model.namespace}/$metadata.`,
      target: name,
    });
  }

  async find(key: EntityKey, exchange: SapExchange): Promise<HeldRow | undefined> {
    try {
      const { data, etag } = await this.#service.get(this.path(key), exchange);
      return { row: this.read(data), etag: etag ?? this.#service.etagOf(data) ?? null };
    } catch (error) {
      if (error instanceof EntityNotFound) return undefined;
      throw error;
    }
  }

  /** The first row with all of these values. */
  async findBy(values: { readonly [name: string]: Json }, exchange: SapExchange): Promise<JsonObject | undefined> {
    const conditions = Object.entries(values).map(
      ([name, value]) => `${name} eq ${this.#service.literal(value as string | number | boolean | null, this.property(name).type)}`,
    );
    const path = `${this.set.name}?$filter=${encodeURIComponent(conditions.join(' and '))}&$top=1`;
    const { data } = await this.#service.get(path, exchange);
    const row = (data as readonly Json[])[0];
    return row === undefined ? undefined : this.read(row);
  }

  read(row: Json): JsonObject {
    return this.#service.readRow(this.#model, this.type, row);
  }
}
