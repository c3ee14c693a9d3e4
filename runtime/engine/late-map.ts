/**
 * A map that is made with its first entry. A run has half a dozen that most runs never write to, and an empty `Map` takes as much memory as
 * all of their counters.
 */
export class LateMap<Key, Value> {
  #map: Map<Key, Value> | undefined = undefined;

  get size(): number {
    return this.#map === undefined ? 0 : this.#map.size;
  }
  get(key: Key): Value | undefined {
    return this.#map?.get(key);
  }
  has(key: Key): boolean {
    return this.#map?.has(key) ?? false;
  }
  set(key: Key, value: Value): void {
    this.#map ??= new Map();
    this.#map.set(key, value);
  }
  delete(key: Key): boolean {
    return this.#map?.delete(key) ?? false;
  }
  clear(): void {
    this.#map = undefined;
  }
  values(): Iterable<Value> {
    return this.#map?.values() ?? [];
  }
  [Symbol.iterator](): Iterator<[Key, Value]> {
    return (this.#map ?? NOTHING)[Symbol.iterator]() as Iterator<[Key, Value]>;
  }
}

const NOTHING: readonly never[] = [];
