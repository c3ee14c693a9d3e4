/**
 * The types of one flow: of what every node sees, of every expression, of what every step gives. Computed when somebody asks, each once;
 * pure and bounded like the inference that it stands on.
 */
import type { CheckedFlow, CheckedNode } from '../check/checked-flow.ts';
import { outputAt, outputOf } from '../derive.ts';
import { closed } from '../derived/port-output.ts';
import type { Scope } from '../expressions/types/infer-expression.ts';
import {
  type Field,
  INTEGER,
  type LazyType,
  membersOf,
  NEVER,
  NOTHING,
  NULL,
  objectOf,
  type Resolved,
  resolve,
  type Type,
  UNKNOWN,
} from '../expressions/types/type.ts';
import { type FindSchema, typeOfSchema } from '../expressions/types/type-of-schema.ts';
import { isSame, itemOf, union } from '../expressions/types/union.ts';
import type { FlowDocument } from '../flow.ts';
import type { JsonSchema } from '../json.ts';
import { LazyMap } from '../lazy-map.ts';
import { isDerived } from '../node-manifest.ts';
import { resolveSchema } from '../schemas/schemas.ts';
import { configSchemaOf } from '../services/operation-config.ts';
import type { CallTyping } from './call-typing.ts';
import { derivedOutput } from './derived-output.ts';
import { type FlowBefore, startFromBefore, type TypedSoFar } from './flow-before.ts';
import { concerns, Judges, type NamesRead } from './judges.ts';
import { loopAround } from './loop-around.ts';
import { factsOf } from './narrow-scope.ts';
import { settledType } from './settled-type.ts';
import { findSeenSteps, type SeenSteps } from './steps-seen.ts';
import { flowType, RUN_TYPE, triggerType, VARIABLES } from './trigger-type.ts';
import { namesReadBy, typeConfig } from './type-config.ts';
import { fieldOfMembers, orNull } from './type-parts.ts';
import { OneNode, type TypedNode } from './typed-node.ts';

export interface FlowTypingOptions {
  /** Objects of schemas that people wrote are taken to have the fields that they declare and no others; otherwise whatever they allow. */
  readonly declared: boolean;
  /** What called flows answer; left out: their contracts alone say it. */
  readonly calls?: CallTyping;
  /** Of the message, where the caller knows it better than the contract says. */
  readonly body?: Type;
}

export class FlowTyping {
  readonly checked: CheckedFlow;
  readonly options: FlowTypingOptions;
  readonly seen: ReadonlyMap<string, SeenSteps>;
  readonly find: FindSchema;
  private readonly nodes = new Map<string, TypedNode>();
  private readonly open = new Set<string>();
  private readonly outputs = new Map<string, Resolved>();
  private readonly closedPorts = new Map<string, boolean>();
  private readonly views = new Map<string, Type>();
  private judges: Judges | undefined;
  private trigger: Type | undefined;
  /** The flow as it was before the last key press. */
  private before: FlowBefore | undefined;

  constructor(checked: CheckedFlow, options: FlowTypingOptions, seen: ReadonlyMap<string, SeenSteps> = findSeenSteps(checked)) {
    this.checked = checked;
    this.options = options;
    this.seen = seen;
    this.find = checked.context.schemas ?? resolveSchema;
  }

  /** Takes over what has not changed since: nodes that are the same and whose steps before gave the same. */
  startFrom(typing: FlowTyping | undefined): void {
    this.before = startFromBefore(this, typing);
  }

  /** Everything that was wanted has been asked for. */
  finish(): void {
    this.before = undefined;
  }

  get typed(): TypedSoFar {
    return { nodes: this.nodes, outputs: this.outputs };
  }

  get flow(): FlowDocument {
    return this.checked.flow;
  }

  /** What intake sees: the message, nothing of the run's steps. */
  intakeScope(): Scope {
    const input = objectOf({ trigger: this.triggerType(), vars: VARIABLES, run: RUN_TYPE, flow: flowType(this.flow) });
    return { input };
  }

  /** Undefined for triggers and for what nothing leads to. */
  node(id: string): TypedNode | undefined {
    const known = this.nodes.get(id);
    if (known !== undefined) return known;
    const checked = this.checked.nodes.get(id);
    const seen = this.seen.get(id);
    if (checked?.manifest === undefined || seen === undefined || checked.manifest.kind === 'trigger') return undefined;
    // Asked for while it is computed: a drawing that stands in itself.
    if (this.open.has(id)) return undefined;
    this.open.add(id);
    const again = this.before?.node(id, seen);
    if (again !== undefined) {
      this.nodes.set(id, again);
      return again;
    }
    const reads = new Map<string, Resolved>();
    const read = namesReadBy(checked.node.config);
    const merged = this.scopeOf(checked, seen, read, reads);
    const all = seen.ways.length > 1 ? seen.ways.map((way) => this.scopeOf(checked, onWay(seen, way), read, reads)) : [merged];
    const possible = all.filter(({ input }) => resolve(input).kind !== 'never');
    const dead = possible.length === 0 || this.isCutOff(checked);
    const scopes = dead ? all : possible;
    const loop = loopAround(id, this.checked);
    const around = loop === undefined ? undefined : this.node(loop);
    const { manifest, node } = checked;
    const typed = new OneNode(id, dead, scopes, reads, around, () =>
      typeConfig(node.config, configSchemaOf(manifest, node), scopes, merged, `/nodes/${id}/config`),
    );
    this.nodes.set(id, typed);
    return typed;
  }

  /** What the step gives by this port; never where it cannot end there. */
  output(id: string, port: string): Resolved {
    const key = `${id} ${port}`;
    const known = this.outputs.get(key);
    if (known !== undefined) return known;
    // Asked for again while it is computed: only in a drawing that leads back to itself.
    this.outputs.set(key, UNKNOWN);
    const output = this.before?.output(id, key) ?? this.computeOutput(id, port);
    const before = this.before?.knownOutput(key);
    const same = before !== undefined && isSame(before, output) ? before : output;
    this.outputs.set(key, same);
    return same;
  }

  schemaType(schema: JsonSchema): Resolved {
    return typeOfSchema(this.options.declared ? closed(schema) : schema, this.find);
  }

  triggerType(): Type {
    if (this.trigger !== undefined) return this.trigger;
    const [id] = this.checked.triggers;
    const checked = id === undefined ? undefined : this.checked.nodes.get(id);
    this.trigger = triggerType(this.options.body ?? this.bodyType(), checked?.node);
    return this.trigger;
  }

  /** As the trigger says it, or else the flow's contract. */
  bodyType(): Resolved {
    const [id] = this.checked.triggers;
    const checked = id === undefined ? undefined : this.checked.nodes.get(id);
    if (checked?.manifest === undefined) return UNKNOWN;
    return this.schemaType(outputOf(checked.manifest, checked.node, { contract: this.flow.contract }));
  }

  /** Every way here begins where the flow cannot come, or at a port by which its step cannot end. */
  private isCutOff({ id, node }: CheckedNode): boolean {
    if (node.parent !== undefined && this.node(node.parent)?.dead === true) return true;
    const incoming = this.checked.graph.incoming.get(id)!;
    return incoming.length > 0 && incoming.every(({ from, port }) => this.isClosed(from, port));
  }

  private isClosed(id: string, port: string | undefined): boolean {
    const checked = this.checked.nodes.get(id);
    const typed = this.node(id);
    if (checked === undefined || typed === undefined) return false;
    if (typed.dead) return true;
    const name = port ?? checked.ports?.[0]?.name;
    if (checked.node.type !== 'core/switch' || name === undefined || name === 'error') return false;
    const key = `${id} ${name}`;
    const known = this.closedPorts.get(key);
    if (known !== undefined) return known;
    const facts = factsOf(checked.node, new Set([name]), this.find);
    const isClosed = typed.scopes.every(
      (scope) => resolve(facts.reduce((input, { narrow }) => narrow(input), scope.input)).kind === 'never',
    );
    this.closedPorts.set(key, isClosed);
    return isClosed;
  }

  private computeOutput(id: string, port: string): Resolved {
    const checked = this.checked.nodes.get(id);
    if (checked?.manifest === undefined) return UNKNOWN;
    const typed = this.node(id);
    if (typed === undefined) return UNKNOWN;
    if (typed.dead) return NEVER;
    const schema = outputAt(checked.manifest, checked.node, port, { contract: this.flow.contract });
    const said = typeOfSchema(schema, this.find);
    const { output } = checked.manifest;
    if (port === 'error' || !isDerived<JsonSchema>(output)) return said;
    const derived = derivedOutput(this, output.derive, checked, typed, said);
    return derived === undefined ? said : resolve(settledType(derived));
  }

  private scopeOf(checked: CheckedNode, seen: SeenSteps, read: NamesRead, reads: Map<string, Resolved>): Scope {
    const steps = new LazyMap(seen.steps, (id): Field => {
      const { certain, ports } = seen.steps.get(id)!;
      return { type: this.stepType(id, ports, certain, reads) };
    });
    const fields = new Map<string, { readonly type: Type }>([
      ['trigger', { type: this.triggerType() }],
      ['steps', { type: { kind: 'object', fields: steps } }],
      ['vars', { type: VARIABLES }],
      ['run', { type: RUN_TYPE }],
      ['flow', { type: flowType(this.flow) }],
      ...this.itemFields(checked.id),
    ]);
    const undone = this.checked.compensations.get(checked.id);
    if (undone !== undefined) fields.set('compensated', { type: union(...undone.map((id) => this.compensatedType(id))) });
    let input: Type = { kind: 'object', fields };
    this.judges ??= new Judges(this.flow, this.seen, this.find);
    for (const id of this.judges.of(read)) {
      const step = seen.steps.get(id);
      if (step?.certain !== true) continue;
      for (const { references, narrow } of this.judges.factsOf(id, step.ports)) {
        const { everything, allSteps, roots } = references;
        const ofItem = roots.some(({ name }) => name === 'item' || name === 'index');
        // What is known of values that it does not read makes no difference.
        if (!concerns(references, read)) continue;
        if (everything || allSteps || references.steps.some(({ name }) => !steps.has(name))) continue;
        if (ofItem && loopAround(id, this.checked) !== loopAround(checked.id, this.checked)) continue;
        input = narrow(input);
      }
    }
    return { input };
  }

  private stepType(id: string, ports: ReadonlySet<string>, certain: boolean, reads: Map<string, Resolved>): Type {
    // Nobody knows what a node type that is not installed gives.
    if (this.checked.nodes.get(id)?.manifest === undefined) return UNKNOWN;
    if (ports.size === 0) return NOTHING;
    const view = this.view(id, ports, certain);
    return {
      kind: 'lazy',
      name: id,
      compute: () => {
        for (const port of ports) reads.set(`${id} ${port}`, this.output(id, port));
        return resolve(view);
      },
    };
  }

  private itemFields(id: string): readonly (readonly [string, { readonly type: Type }])[] {
    const loop = loopAround(id, this.checked);
    if (loop === undefined) return [];
    const items = fieldOfMembers(this.node(loop)?.config.type ?? UNKNOWN, 'items');
    const item = union(...(membersOf(items)?.map((member) => (member.kind === 'list' ? itemOf(member) : UNKNOWN)) ?? [UNKNOWN]));
    // Items of an empty list are never seen.
    return [
      ['item', { type: settledType(item.kind === 'never' ? UNKNOWN : item) }],
      ['index', { type: INTEGER }],
    ];
  }

  private compensatedType(id: string): Type {
    const { ports = [] } = this.checked.nodes.get(id)!;
    const config = this.node(id)?.config.type ?? UNKNOWN;
    const input = this.checked.nodes.get(id)!.node.type === 'core/call-flow' ? orNull(fieldOfMembers(config, 'input')) : config;
    return objectOf({ input: settledType(input), output: union(NULL, ...ports.map(({ name }) => this.output(id, name))) });
  }

  /** What `steps.<id>` is; made when an expression reads it. */
  private view(id: string, ports: ReadonlySet<string>, certain: boolean): Type {
    const key = `${id} ${certain} ${[...ports].sort().join(' ')}`;
    const known = this.views.get(key);
    if (known !== undefined) return known;
    let type: Resolved | undefined;
    const lazy: LazyType = {
      kind: 'lazy',
      name: id,
      compute: () => {
        type ??= union(...[...ports].map((port) => this.output(id, port)), ...(certain ? [] : [NOTHING]));
        return type;
      },
    };
    this.views.set(key, lazy);
    return lazy;
  }
}

/** On one of several ways what stands on it has run, and perhaps what ran beside. */
function onWay(seen: SeenSteps, way: ReadonlyMap<string, ReadonlySet<string>>): SeenSteps {
  const there = new LazyMap(seen.steps, (id) => {
    const ports = way.get(id);
    if (ports !== undefined) return { certain: true, ports };
    return seen.beside(id) ? seen.steps.get(id)! : { certain: false, ports: new Set<string>() };
  });
  return { ...seen, steps: there };
}
