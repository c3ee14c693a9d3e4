/** The steps of a flow that judge values, found by what they speak of: who reads something else need not look at them (FTY-3). */
import { referencesOf } from '../expressions/known-expression.ts';
import type { References } from '../expressions/references.ts';
import type { FindSchema } from '../expressions/types/type-of-schema.ts';
import type { FlowDocument, FlowNode } from '../flow.ts';
import { type Fact, factsOf, judgedBy } from './narrow-scope.ts';
import type { SeenSteps } from './steps-seen.ts';
import type { namesReadBy } from './type-config.ts';

/** Undefined where it cannot be told. */
export type NamesRead = ReturnType<typeof namesReadBy>;

export function isJudge({ type }: FlowNode): boolean {
  return type === 'core/switch' || type === 'core/validate';
}

/** Does a judgement of these speak of anything that is read? */
export function concerns({ roots, steps }: References, read: NamesRead): boolean {
  return (
    read === undefined ||
    roots.some(({ name }) => name !== 'steps' && read.roots.has(name)) ||
    steps.some(({ name }) => read.steps.has(name))
  );
}

export class Judges {
  private readonly flow: FlowDocument;
  private readonly find: FindSchema;
  /** Sources before targets. */
  private readonly all: readonly string[];
  /** Places in `all` of those that speak of this root, or of this step (`steps <id>`). */
  private readonly byName = new Map<string, number[]>();
  private readonly facts = new Map<string, readonly Fact[]>();

  constructor(flow: FlowDocument, seen: ReadonlyMap<string, SeenSteps>, find: FindSchema) {
    this.flow = flow;
    this.find = find;
    this.all = [...seen].flatMap(([id, { settled }]) => (settled && isJudge(flow.nodes[id]!) ? [id] : []));
    for (const [at, id] of this.all.entries()) {
      const references = judgedBy(flow.nodes[id]!).map(referencesOf);
      const names = references.flatMap(({ roots, steps }) => [...roots, ...steps.map((step) => ({ name: `steps ${step.name}` }))]);
      for (const { name } of names) this.byName.set(name, [...(this.byName.get(name) ?? []), at]);
    }
  }

  /** Steps that may say something of what is read, sources before targets. */
  of(read: NamesRead): readonly string[] {
    if (read === undefined) return this.all;
    const names = [...[...read.steps].map((name) => `steps ${name}`), ...read.roots];
    const found = new Set(names.flatMap((name) => this.byName.get(name) ?? []));
    return [...found].sort((a, b) => a - b).map((at) => this.all[at]!);
  }

  /** What holds once the step has ended by one of these ports. */
  factsOf(id: string, ports: ReadonlySet<string>): readonly Fact[] {
    const key = `${id} ${[...ports].join(' ')}`;
    const facts = this.facts.get(key) ?? factsOf(this.flow.nodes[id]!, ports, this.find);
    this.facts.set(key, facts);
    return facts;
  }
}
