/** What a node type is to the runtime: its manifest and what it does. */
import type { ConfigFinding } from '#flows/check/checked-flow.ts';
import type { JsonObject } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { StepContext } from './step.ts';
import type { StepOutcome } from './step-outcome.ts';
import type { CallTrigger, EventTrigger, HttpTrigger, ManualTrigger, PollTrigger } from './trigger.ts';

export type NodeType = StepNode | TriggerNode | ContainerNode;

/** What nodes of every kind say of their config beside its schema. */
interface ConfiguredNode {
  /** Lifts a config drawn with an older manifest version by one version. */
  upgradeConfig?(config: JsonObject, fromVersion: number): JsonObject;
  /** What its schema cannot say of a config that fits it; problems at publish. Values may be expressions: those are passed over. */
  checkConfig?(config: JsonObject): readonly ConfigFinding[];
}

/** Holds other nodes; the planner enters it, and nobody executes it. */
export interface ContainerNode extends ConfiguredNode {
  readonly manifest: NodeManifest & { readonly kind: 'container' };
}

export interface StepNode extends ConfiguredNode {
  readonly manifest: NodeManifest & { readonly kind: 'step' };
  /**
   * One attempt. Pure nodes should answer synchronously: a promise costs a turn of the loop in the hot path.
   * Called again from the start after a crash, a retry or a wait; what was already confirmed is answered by the ledger.
   */
  execute(step: StepContext): StepOutcome | Promise<StepOutcome>;
}

export interface TriggerNode extends ConfiguredNode {
  readonly manifest: NodeManifest & { readonly kind: 'trigger' };
  readonly trigger: HttpTrigger | PollTrigger | EventTrigger | ManualTrigger | CallTrigger;
}
