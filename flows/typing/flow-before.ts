/**
 * The flow as it was before the last key press: nodes that are the same, and whose steps before gave the same, keep their types. Asked
 * while the flow is typed anew; what it asks of the new typing is typed there then.
 */
import { referencesOf } from '../expressions/known-expression.ts';
import type { Resolved } from '../expressions/types/type.ts';
import type { FlowDocument } from '../flow.ts';
import type { FlowTyping } from './flow-typing.ts';
import { concerns, isJudge } from './judges.ts';
import { loopAround } from './loop-around.ts';
import { judgedBy } from './narrow-scope.ts';
import type { SeenSteps } from './steps-seen.ts';
import { namesReadBy } from './type-config.ts';
import type { TypedNode } from './typed-node.ts';

/** What has been typed of a flow so far. */
export interface TypedSoFar {
  readonly nodes: ReadonlyMap<string, TypedNode>;
  /** By step and port. */
  readonly outputs: ReadonlyMap<string, Resolved>;
}

export class FlowBefore {
  private readonly now: FlowTyping;
  private readonly flow: FlowDocument;
  private readonly typed: TypedSoFar;
  private readonly changed: ReadonlySet<string>;
  /** Of the steps that changed those that judge values. */
  private readonly judges: readonly string[];

  constructor(now: FlowTyping, before: FlowTyping, changed: ReadonlySet<string>) {
    this.now = now;
    this.flow = before.flow;
    this.typed = before.typed;
    this.changed = changed;
    this.judges = [...changed].filter((id) => isJudge(now.flow.nodes[id]!));
  }

  node(id: string, seen: SeenSteps): TypedNode | undefined {
    const { now, typed } = this;
    const known = typed.nodes.get(id);
    if (known?.isTyped !== true || known.dead || this.changed.has(id) || now.checked.compensations.has(id)) return undefined;
    if (this.judges.some((judge) => seen.steps.has(judge) && this.mayConcern(judge, id))) return undefined;
    const { parent } = now.flow.nodes[id]!;
    if (parent !== undefined && now.node(parent)?.dead !== typed.nodes.get(parent)?.dead) return undefined;
    const loop = loopAround(id, now.checked);
    if (loop !== undefined && now.node(loop) !== known.loop) return undefined;
    const comesFrom = now.checked.graph.incoming.get(id)!.map(({ from }) => from);
    if (comesFrom.some((from) => this.leadsOtherwise(from))) return undefined;
    for (const [key, type] of known.reads) {
      const at = key.indexOf(' ');
      if (now.output(key.slice(0, at), key.slice(at + 1)) !== type) return undefined;
    }
    return known;
  }

  /** What stands in containers, and what called flows answer, may have changed though their config has not. */
  output(id: string, key: string): Resolved | undefined {
    const node = this.now.node(id);
    const { manifest, node: drawn } = this.now.checked.nodes.get(id)!;
    const mayDiffer = manifest?.kind === 'container' || drawn.type === 'core/call-flow';
    return node === undefined || node !== this.typed.nodes.get(id) || mayDiffer ? undefined : this.typed.outputs.get(key);
  }

  /** The output as it was, for who compares. */
  knownOutput(key: string): Resolved | undefined {
    return this.typed.outputs.get(key);
  }

  /** Does the node read anything that this step judges, or judged before it was edited? */
  private mayConcern(judge: string, id: string): boolean {
    const read = namesReadBy(this.now.flow.nodes[id]!.config);
    const trees = [this.now.flow, this.flow].flatMap(({ nodes }) => judgedBy(nodes[judge]!));
    return trees.some((tree) => concerns(referencesOf(tree), read));
  }

  private leadsOtherwise(id: string): boolean {
    const [node, before] = [this.now.node(id), this.typed.nodes.get(id)];
    return node?.dead !== before?.dead || (this.now.flow.nodes[id]!.type === 'core/switch' && node !== before);
  }
}

/** Undefined where nothing can be kept: another frame, another drawing, another trigger. */
export function startFromBefore(now: FlowTyping, before: FlowTyping | undefined): FlowBefore | undefined {
  if (before === undefined || before.seen !== now.seen || before.checked.context !== now.checked.context) return undefined;
  const changed = new Set(
    [...now.checked.nodes].flatMap(([id, { node }]) => {
      const known = before.flow.nodes[id];
      return known === node || JSON.stringify(known) === JSON.stringify(node) ? [] : [id];
    }),
  );
  const frame = (one: FlowDocument): string => JSON.stringify([one.id, one.name, one.contract]);
  if (frame(before.flow) !== frame(now.flow) || now.checked.triggers.some((id) => changed.has(id))) return undefined;
  return new FlowBefore(now, before, changed);
}
