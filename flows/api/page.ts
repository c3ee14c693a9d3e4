/** How lists are answered. */

/** Lists page by cursor; `next` is absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}
