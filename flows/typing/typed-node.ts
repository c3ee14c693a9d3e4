/** One node of a flow, with what it sees and, when somebody asks, the types of its config. */
import type { Scope } from '../expressions/types/infer-expression.ts';
import { NEVER, type Resolved, UNKNOWN } from '../expressions/types/type.ts';
import type { TypedConfig } from './type-config.ts';

export interface TypedNode {
  readonly id: string;
  /** No value lets the flow come here. */
  readonly dead: boolean;
  /** What it sees, one for each way that leads to it; at least one. */
  readonly scopes: readonly Scope[];
  /** Typed when somebody asks: who only wants to know what the node sees need not wait for it. */
  readonly config: TypedConfig;
  readonly isTyped: boolean;
  /** What other steps gave that was looked at, by step and port, and the loop around: as long as they are the same, so is this. */
  readonly reads: ReadonlyMap<string, Resolved>;
  readonly loop?: TypedNode | undefined;
}

const NO_CONFIG: TypedConfig = { type: NEVER, expressions: [], findings: [], sources: new Map() };
const OPEN_CONFIG: TypedConfig = { ...NO_CONFIG, type: UNKNOWN };

export class OneNode implements TypedNode {
  readonly id: string;
  readonly dead: boolean;
  readonly scopes: readonly Scope[];
  readonly reads: ReadonlyMap<string, Resolved>;
  readonly loop: TypedNode | undefined;
  private typed: TypedConfig | undefined;
  private readonly compute: () => TypedConfig;

  constructor(
    id: string,
    dead: boolean,
    scopes: readonly Scope[],
    reads: ReadonlyMap<string, Resolved>,
    loop: TypedNode | undefined,
    compute: () => TypedConfig,
  ) {
    this.id = id;
    this.dead = dead;
    this.scopes = scopes;
    this.reads = reads;
    this.loop = loop;
    this.compute = dead ? () => NO_CONFIG : compute;
  }

  get isTyped(): boolean {
    return this.typed !== undefined && this.typed !== OPEN_CONFIG;
  }

  get config(): TypedConfig {
    if (this.typed === undefined) {
      // Asked for while it is computed: a drawing that stands in itself.
      this.typed = OPEN_CONFIG;
      this.typed = this.compute();
    }
    return this.typed;
  }
}
