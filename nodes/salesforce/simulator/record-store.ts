/** The rows of all objects, in memory: replaced, never changed, so that a snapshot shares them. Transactions undo what they did. */
import type { Json, JsonObject } from '#flows/json.ts';
import { OBJECT_DEFINITIONS } from './object-definitions.ts';

/** By canonical field name; a field that was never set is absent. */
export type CrmRecord = JsonObject & { readonly Id: string };

/** Has no rows of its own, only numbers for ids. */
const NOTIFICATIONS = { name: 'Notification', fields: [] } as const;

interface Table {
  readonly rows: Map<string, CrmRecord>;
  /** Unique field → value in lower case → id. */
  readonly unique: ReadonlyMap<string, Map<string, string>>;
  serial: number;
  /** Kept until the table changes. */
  snapshot?: Json;
}

export class RecordStore {
  readonly #tables = new Map<string, Table>();
  #undo: (() => void)[] | undefined;

  constructor() {
    this.clear();
  }

  clear(): void {
    for (const { name, fields } of [...OBJECT_DEFINITIONS, NOTIFICATIONS]) {
      const unique = new Map(fields.flatMap((field) => (field.unique === true ? [[field.name, new Map<string, string>()] as const] : [])));
      this.#tables.set(name, { rows: new Map(), unique, serial: 0 });
    }
  }

  /** Deleted ones too. */
  find(object: string, id: string): CrmRecord | undefined {
    return this.#table(object).rows.get(id);
  }

  findByUnique(object: string, field: string, value: string): CrmRecord | undefined {
    const table = this.#table(object);
    const id = table.unique.get(field)?.get(value.toLowerCase());
    return id === undefined ? undefined : table.rows.get(id);
  }

  /** Deleted ones too, in order of creation. */
  list(object: string): Iterable<CrmRecord> {
    return this.#table(object).rows.values();
  }

  takeSerial(object: string): number {
    return ++this.#table(object).serial;
  }

  /** Ids above those that seeded data use. */
  skipSerials(object: string, upTo: number): void {
    const table = this.#table(object);
    table.serial = Math.max(table.serial, upTo);
  }

  put(object: string, record: CrmRecord): void {
    const table = this.#table(object);
    const before = table.rows.get(record.Id);
    this.#undo?.push(() => (before === undefined ? this.#remove(table, record.Id) : this.#write(table, before)));
    this.#write(table, record);
  }

  /** All of `work`, or nothing of it when it throws. A transaction inside a transaction undoes only its own part. */
  transaction<T>(work: () => T): T {
    const outer = this.#undo;
    const undo: (() => void)[] = [];
    this.#undo = undo;
    try {
      const result = work();
      outer?.push(...undo);
      return result;
    } catch (error) {
      this.#undo = undefined;
      for (const step of undo.reverse()) step();
      throw error;
    } finally {
      this.#undo = outer;
    }
  }

  snapshot(): Json {
    const snapshot: { [object: string]: Json } = {};
    for (const [name, table] of this.#tables)
      snapshot[name] = table.snapshot ??= { serial: table.serial, rows: Object.fromEntries(table.rows) };
    return snapshot;
  }

  restore(snapshot: Json): void {
    this.clear();
    for (const [name, kept] of Object.entries(snapshot as JsonObject)) {
      const table = this.#table(name);
      const { serial, rows } = kept as { readonly serial: number; readonly rows: { readonly [id: string]: CrmRecord } };
      for (const row of Object.values(rows)) this.#write(table, row);
      table.serial = serial;
    }
  }

  #table(object: string): Table {
    const table = this.#tables.get(object);
    if (table === undefined) throw new Error(`There is no table ${object}.`);
    return table;
  }

  #write(table: Table, record: CrmRecord): void {
    const before = table.rows.get(record.Id);
    if (before !== undefined) this.#unindex(table, before);
    table.rows.set(record.Id, record);
    if (record['IsDeleted'] !== true) {
      for (const [field, ids] of table.unique) {
        const value = record[field];
        if (typeof value === 'string') ids.set(value.toLowerCase(), record.Id);
      }
    }
    delete table.snapshot;
  }

  #remove(table: Table, id: string): void {
    const before = table.rows.get(id);
    if (before !== undefined) this.#unindex(table, before);
    table.rows.delete(id);
    delete table.snapshot;
  }

  #unindex(table: Table, record: CrmRecord): void {
    for (const [field, ids] of table.unique) {
      const value = record[field];
      if (typeof value === 'string' && ids.get(value.toLowerCase()) === record.Id) ids.delete(value.toLowerCase());
    }
  }
}
