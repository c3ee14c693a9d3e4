/**
 * A map for what comes and goes: runs at work, calls under way. V8 replaces the table of a `Map` by a new one after every few dozen
 * insertions and deletions, and lets each old table point to the next. Once one of them has grown old, all that came and went since
 * then counts as alive until the next full collection, and every short one copies it. Here the tables hold numbers: the values stand in a list whose
 * places are emptied and used again.
 */
export class PassingMap<Value extends object> {
  readonly #places = new Map<string, number>();
  readonly #values: (Value | undefined)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#places.size;
  }

  get(key: string): Value | undefined {
    const place = this.#places.get(key);
    return place === undefined ? undefined : this.#values[place];
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  set(key: string, value: Value): void {
    const known = this.#places.get(key);
    if (known !== undefined) {
      this.#values[known] = value;
      return;
    }
    const place = this.#free.pop() ?? this.#values.length;
    this.#values[place] = value;
    this.#places.set(key, place);
  }

  delete(key: string): boolean {
    const place = this.#places.get(key);
    if (place === undefined) return false;
    this.#places.delete(key);
    this.#values[place] = undefined;
    this.#free.push(place);
    return true;
  }

  clear(): void {
    this.#places.clear();
    this.#values.length = 0;
    this.#free.length = 0;
  }

  /** In the order in which they came, as of a `Map`. */
  keys(): IterableIterator<string> {
    return this.#places.keys();
  }

  /** In the order in which their keys came; what is added or taken away meanwhile is seen as by a reader of a `Map`. */
  *values(): IterableIterator<Value> {
    for (const place of this.#places.values()) yield this.#values[place]!;
  }
}
