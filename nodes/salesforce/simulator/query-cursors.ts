/** Results of queries that have more than one page. Not kept over a restart: the caller asks anew, as after two days. */
import type { JsonObject } from '#flows/json.ts';
import { salesforceId } from '../../sandbox/salesforce-id.ts';

interface Cursor {
  readonly rows: readonly JsonObject[];
  readonly pageSize: number;
}

const MOST_CURSORS = 50;

export class QueryCursors {
  readonly #cursors = new Map<string, Cursor>();
  #serial = 0;

  /** The first page, and where the next one is. `rows`: all of them. */
  open(rows: readonly JsonObject[], pageSize: number): { readonly page: readonly JsonObject[]; readonly next?: string } {
    if (rows.length <= pageSize) return { page: rows };
    const id = salesforceId('01g', ++this.#serial);
    this.#cursors.set(id, { rows, pageSize });
    if (this.#cursors.size > MOST_CURSORS) this.#cursors.delete(this.#cursors.keys().next().value!);
    return { page: rows.slice(0, pageSize), next: `${id}-${pageSize}` };
  }

  /** `locator`: `01g…-2000`. Undefined: unknown or too old. */
  read(locator: string): { readonly page: readonly JsonObject[]; readonly total: number; readonly next?: string } | undefined {
    const [id = '', from = ''] = locator.split('-');
    const cursor = this.#cursors.get(id);
    const start = Number(from);
    if (cursor === undefined || !/^\d+$/.test(from) || start >= cursor.rows.length) return undefined;
    const end = start + cursor.pageSize;
    return {
      page: cursor.rows.slice(start, end),
      total: cursor.rows.length,
      ...(end < cursor.rows.length ? { next: `${id}-${end}` } : {}),
    };
  }

  clear(): void {
    this.#cursors.clear();
  }
}
