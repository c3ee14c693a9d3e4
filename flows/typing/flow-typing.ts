/**
 * The types of one flow: of what every node sees, of every expression, of what every step gives. Computed when somebody asks, each once;
 * pure and bounded like the inference that it stands on.
 */
import type { CheckedFlow, CheckedNode } from '../check/checked-flow.ts';
import { containersAround } from '../check/container-problems.ts';
import { outputAt, outputOf } from '../derive.ts';
import { closed } from '../derived/port-output.ts';
import { referencesOf } from '../expressions/known-expression.ts';
import type { References } from '../expressions/references.ts';
import type { Scope } from '../expressions/types/infer-expression.ts';
import { meet } from '../expressions/types/meet.ts';
import {
  EMPTY_LIST,
  type Field,
  INTEGER,
  type LazyType,
  listOf,
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
import { fieldOf, isSame, itemOf, union, without } from '../expressions/types/union.ts';
import type { FlowDocument, FlowNode } from '../flow.ts';
import type { JsonSchema } from '../json.ts';
import { LazyMap } from '../lazy-map.ts';
import { isDerived } from '../node-manifest.ts';
import { resolveSchema } from '../schemas/schemas.ts';
import { configSchemaOf } from '../services/operation-config.ts';
import type { CallTyping } from './call-typing.ts';
import { type Fact, factsOf, judgedBy } from './narrow-scope.ts';
import { settledType } from './settled-type.ts';
import { findSeenSteps, type SeenSteps } from './steps-seen.ts';
import { flowType, RUN_TYPE, triggerType, VARIABLES } from './trigger-type.ts';
import { namesReadBy, type TypedConfig, typeConfig } from './type-config.ts';

export interface FlowTypingOptions {
  /** Objects of schemas that people wrote are taken to have the fields that they declare and no others; otherwise whatever they allow. */
  readonly declared: boolean;
  /** What called flows answer; left out: their contracts alone say it. */
  readonly calls?: CallTyping;
  /** Of the message, where the caller knows it better than the contract says. */
  readonly body?: Type;
}

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

class OneNode implements TypedNode {
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
  private readonly facts = new Map<string, readonly Fact[]>();
  private judges: Judges | undefined;
  private trigger: Type | undefined;
  /** The flow as it was before the last key press. */
  private before: { readonly typing: FlowTyping; readonly changed: ReadonlySet<string>; readonly judges: readonly string[] } | undefined;

  constructor(checked: CheckedFlow, options: FlowTypingOptions, seen: ReadonlyMap<string, SeenSteps> = findSeenSteps(checked)) {
    this.checked = checked;
    this.options = options;
    this.seen = seen;
    this.find = checked.context.schemas ?? resolveSchema;
  }

  /** Takes over what has not changed since: nodes that are the same and whose steps before gave the same. */
  startFrom(typing: FlowTyping | undefined): void {
    if (typing === undefined || typing.seen !== this.seen || typing.checked.context !== this.checked.context) return;
    const { flow } = typing;
    const changed = new Set(
      [...this.checked.nodes].flatMap(([id, { node }]) => {
        const known = flow.nodes[id];
        return known === node || JSON.stringify(known) === JSON.stringify(node) ? [] : [id];
      }),
    );
    const frame = (one: FlowDocument): string => JSON.stringify([one.id, one.name, one.contract]);
    if (frame(flow) !== frame(this.flow) || this.checked.triggers.some((id) => changed.has(id))) return;
    const judges = [...changed].filter((id) => isJudge(this.flow.nodes[id]!));
    this.before = { typing, changed, judges };
  }

  /** Everything that was wanted has been asked for. */
  finish(): void {
    this.before = undefined;
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
    const again = this.nodeAgain(id, seen);
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
    const output = this.outputAgain(id, key) ?? this.computeOutput(id, port);
    const before = this.before?.typing.outputs.get(key);
    const same = before !== undefined && isSame(before, output) ? before : output;
    this.outputs.set(key, same);
    return same;
  }

  private nodeAgain(id: string, seen: SeenSteps): TypedNode | undefined {
    const { before } = this;
    const known = before?.typing.nodes.get(id);
    if (before === undefined || known?.isTyped !== true || known.dead || before.changed.has(id) || this.checked.compensations.has(id))
      return undefined;
    if (before.judges.some((judge) => seen.steps.has(judge) && this.mayConcern(judge, id, before.typing))) return undefined;
    const { parent } = this.flow.nodes[id]!;
    if (parent !== undefined && this.node(parent)?.dead !== before.typing.nodes.get(parent)?.dead) return undefined;
    const loop = loopAround(id, this.checked);
    if (loop !== undefined && this.node(loop) !== known.loop) return undefined;
    const comesFrom = this.checked.graph.incoming.get(id)!.map(({ from }) => from);
    if (comesFrom.some((from) => this.leadsOtherwise(from, before.typing))) return undefined;
    for (const [key, type] of known.reads) {
      const at = key.indexOf(' ');
      if (this.output(key.slice(0, at), key.slice(at + 1)) !== type) return undefined;
    }
    return known;
  }

  /** Does the node read anything that this step judges, or judged before it was edited? */
  private mayConcern(judge: string, id: string, before: FlowTyping): boolean {
    const read = namesReadBy(this.flow.nodes[id]!.config);
    const trees = [this, before].flatMap(({ flow }) => judgedBy(flow.nodes[judge]!));
    return trees.some((tree) => concerns(referencesOf(tree), read));
  }

  private leadsOtherwise(id: string, before: FlowTyping): boolean {
    const [now, then] = [this.node(id), before.nodes.get(id)];
    return now?.dead !== then?.dead || (this.flow.nodes[id]!.type === 'core/switch' && now !== then);
  }

  /** What stands in containers, and what called flows answer, may have changed though their config has not. */
  private outputAgain(id: string, key: string): Resolved | undefined {
    const typed = this.before === undefined ? undefined : this.node(id);
    const { manifest, node } = this.checked.nodes.get(id)!;
    if (
      typed === undefined ||
      typed !== this.before?.typing.nodes.get(id) ||
      manifest?.kind === 'container' ||
      node.type === 'core/call-flow'
    )
      return undefined;
    return this.before.typing.outputs.get(key);
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

  /** What a flow gives to its caller: the body of its answer, or else the output of the step that ended last (engine: `outputOf`). */
  answer(): Resolved {
    const ends: Type[] = [];
    let endsWithout = false;
    const answers = [...this.checked.nodes.values()].flatMap(({ id, node }) => (node.type === 'core/respond' ? [id] : []));
    for (const { id, node, manifest, ports = [] } of this.checked.nodes.values()) {
      if (manifest?.kind === 'trigger' || this.checked.compensations.has(id)) continue;
      const typed = this.node(id);
      if (typed === undefined || typed.dead) continue;
      if (node.type === 'core/respond') {
        ends.push(fieldOfMembers(this.output(id, 'out'), 'body'));
        continue;
      }
      if (node.parent !== undefined) continue;
      const answered = answers.some((step) => this.seen.get(id)?.steps.get(step)?.certain === true);
      const led = new Set(this.checked.graph.outgoing.get(id)!.map(({ port }) => port ?? ports[0]?.name));
      const open = ports.some(({ name, kind }) => kind !== 'error' && !led.has(name) && this.output(id, name).kind !== 'never');
      if (open && !answered) endsWithout = true;
    }
    return endsWithout || ends.length === 0 ? UNKNOWN : union(...ends);
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
    const derived = this.derivedOutput(output.derive, checked, typed, said);
    return derived === undefined ? said : resolve(settledType(derived));
  }

  /** Of node types whose output is made of what their config gives, or of what stands in them. */
  private derivedOutput(derive: string, checked: CheckedNode, { config }: TypedNode, said: Resolved): Type | undefined {
    const given = (name: string): Type => fieldOfMembers(config.type, name);
    switch (derive) {
      case 'map-output':
        return given('value');
      case 'respond-output':
        return objectOf({ status: INTEGER, body: orNull(given('body')) });
      case 'declared-answer': {
        const { answer } = checked.node.config;
        return isSchema(answer) ? meet(said, openWith('body', this.schemaType(answer))) : undefined;
      }
      case 'code-output': {
        const { output: declared } = checked.node.config;
        return isSchema(declared) ? this.schemaType(declared) : undefined;
      }
      case 'call-flow-output':
        return this.calledAnswer(checked, given('input'));
      case 'for-each-output': {
        const items = membersOf(given('items'));
        const last = this.lastIn(checked.id);
        // An item that failed has given nothing.
        const ended = checked.node.config['onItemError'] === 'collect' ? union(NULL, last) : last;
        const list = items?.every((member) => member.kind === 'list' && member.max === 0) ? EMPTY_LIST : listOf(orNull(ended));
        return meet(said, openWith('items', list));
      }
      case 'scope-output':
        return orNull(this.lastIn(checked.id));
      default:
        return undefined;
    }
  }

  private calledAnswer({ node }: CheckedNode, input: Type): Type {
    const { flow, major } = node.config;
    const called = typeof flow === 'string' && typeof major === 'number' ? this.checked.context.flows?.(flow, major) : undefined;
    if (called === undefined) return UNKNOWN;
    const promised = called.contract.output === undefined ? UNKNOWN : this.schemaType(called.contract.output);
    const told = this.options.calls?.answerTo(called, input, this) ?? UNKNOWN;
    const both = told.kind === 'unknown' ? promised : meet(typeOfSchema(called.contract.output ?? {}, this.find), told);
    return both.kind === 'never' ? promised : both;
  }

  /** Output of whatever may end last inside of a container; by `leaveAround` that is any step after which nothing comes. */
  private lastIn(container: string): Type {
    const { graph, nodes } = this.checked;
    const ends: Type[] = [];
    for (const { id, node, ports = [] } of nodes.values()) {
      if (node.parent !== container) continue;
      const led = new Set(graph.outgoing.get(id)!.map(({ port }) => port ?? ports[0]?.name));
      for (const { name, kind } of ports) if (!led.has(name) && kind !== 'error') ends.push(this.output(id, name));
    }
    const several =
      [...nodes.values()].filter(({ id, node }) => node.parent === container && graph.incoming.get(id)!.length === 0).length > 1;
    return several || branches(container, this.checked) ? this.anyIn(container) : union(...ends);
  }

  private anyIn(container: string): Type {
    const all = [...this.checked.nodes.values()].filter(({ node }) => node.parent === container);
    return union(...all.flatMap(({ id, ports = [] }) => ports.map(({ name }) => this.output(id, name))));
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
    for (const id of this.judgesOf(read)) {
      const step = seen.steps.get(id);
      if (step?.certain !== true) continue;
      for (const { references, narrow } of this.factsOf(id, step.ports)) {
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

  /** Steps that may say something of what is read, sources before targets. */
  private judgesOf(read: NamesRead): readonly string[] {
    this.judges ??= findJudges(this.flow, this.seen);
    const { all, byName } = this.judges;
    if (read === undefined) return all;
    const names = [...[...read.steps].map((name) => `steps ${name}`), ...read.roots];
    const found = new Set(names.flatMap((name) => byName.get(name) ?? []));
    return [...found].sort((a, b) => a - b).map((at) => all[at]!);
  }

  private factsOf(id: string, ports: ReadonlySet<string>): readonly Fact[] {
    const key = `${id} ${[...ports].join(' ')}`;
    const facts = this.facts.get(key) ?? factsOf(this.flow.nodes[id]!, ports, this.find);
    this.facts.set(key, facts);
    return facts;
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

function isJudge({ type }: FlowNode): boolean {
  return type === 'core/switch' || type === 'core/validate';
}

interface Judges {
  readonly all: readonly string[];
  /** Places in `all` of those that speak of this root, or of this step (`steps <id>`). */
  readonly byName: ReadonlyMap<string, readonly number[]>;
}

function findJudges(flow: FlowDocument, seen: FlowTyping['seen']): Judges {
  const all = [...seen].flatMap(([id, { settled }]) => (settled && isJudge(flow.nodes[id]!) ? [id] : []));
  const byName = new Map<string, number[]>();
  for (const [at, id] of all.entries()) {
    const references = judgedBy(flow.nodes[id]!).map(referencesOf);
    const names = references.flatMap(({ roots, steps }) => [...roots, ...steps.map((step) => ({ name: `steps ${step.name}` }))]);
    for (const { name } of names) byName.set(name, [...(byName.get(name) ?? []), at]);
  }
  return { all, byName };
}

/** Undefined where it cannot be told. */
type NamesRead = ReturnType<typeof namesReadBy>;

function concerns({ roots, steps }: References, read: NamesRead): boolean {
  return (
    read === undefined ||
    roots.some(({ name }) => name !== 'steps' && read.roots.has(name)) ||
    steps.some(({ name }) => read.steps.has(name))
  );
}

/** On one of several ways only what stands on it has run. */
function onWay({ steps, settled, ways }: SeenSteps, way: ReadonlyMap<string, ReadonlySet<string>>): SeenSteps {
  const there = new LazyMap(steps, (id) => {
    const ports = way.get(id);
    return ports === undefined ? { certain: false, ports: new Set<string>() } : { certain: true, ports };
  });
  return { steps: there, settled, ways };
}

function orNull(type: Type): Type {
  return union(
    NULL,
    without(type, ({ kind }) => kind === 'nothing'),
  ).kind === 'unknown'
    ? UNKNOWN
    : membersOf(type)?.some(({ kind }) => kind === 'nothing')
      ? union(
          NULL,
          without(type, ({ kind }) => kind === 'nothing'),
        )
      : type;
}

function openWith(name: string, type: Type): Type {
  return { kind: 'object', fields: new Map([[name, { type }]]), rest: UNKNOWN };
}

function fieldOfMembers(type: Type, name: string): Resolved {
  const members = membersOf(type);
  if (members === undefined) return UNKNOWN;
  return union(...members.map((member) => (member.kind === 'object' ? fieldOf(member, name) : NOTHING)));
}

function loopAround(id: string, checked: CheckedFlow): string | undefined {
  return containersAround(id, checked).find(({ node }) => node.type === 'core/for-each')?.id;
}

/** Do two edges leave from one port: are there ways side by side? */
function branches(container: string, { flow, nodes }: CheckedFlow): boolean {
  const left = new Set<string>();
  return flow.edges.some(({ from, port }) => {
    if (nodes.get(from)?.node.parent !== container) return false;
    const key = `${from} ${port ?? ''}`;
    if (left.has(key)) return true;
    left.add(key);
    return false;
  });
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
