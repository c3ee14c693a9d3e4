/** A map whose values are made when somebody asks for them, each once. */
export interface Names {
  readonly size: number;
  has(name: string): boolean;
  keys(): Iterable<string>;
}

export class LazyMap<Value> implements ReadonlyMap<string, Value> {
  private readonly names: Names;
  private readonly make: (name: string) => Value;
  private readonly made = new Map<string, Value>();
  /** What this one has instead of what is made; `unchanged` is the map without it. */
  private readonly changed: ReadonlyMap<string, Value>;
  private readonly unchanged: LazyMap<Value>;

  constructor(names: Names, make: (name: string) => Value, changed: ReadonlyMap<string, Value> = new Map(), unchanged?: LazyMap<Value>) {
    this.names = names;
    this.make = make;
    this.changed = changed;
    this.unchanged = unchanged ?? this;
  }

  /** The same with another value: without making the others. */
  with(name: string, value: Value): ReadonlyMap<string, Value> {
    if (!this.names.has(name)) return new Map([...this, [name, value]]);
    const { unchanged } = this;
    return new LazyMap(this.names, (other) => unchanged.get(other)!, new Map([...this.changed, [name, value]]), unchanged);
  }

  get size(): number {
    return this.names.size;
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  get(name: string): Value | undefined {
    const known = this.changed.get(name) ?? this.made.get(name);
    if (known !== undefined || !this.names.has(name)) return known;
    const value = this.make(name);
    this.made.set(name, value);
    return value;
  }

  *keys(): Generator<string, undefined, unknown> {
    yield* this.names.keys();
  }

  *values(): Generator<Value, undefined, unknown> {
    for (const name of this.names.keys()) yield this.get(name)!;
  }

  *entries(): Generator<[string, Value], undefined, unknown> {
    for (const name of this.names.keys()) yield [name, this.get(name)!];
  }

  [Symbol.iterator](): Generator<[string, Value], undefined, unknown> {
    return this.entries();
  }

  forEach(act: (value: Value, name: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [name, value] of this) act(value, name, this);
  }
}
