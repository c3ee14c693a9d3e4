/** Environments and what is live in them. */
import type { Json } from '../json.ts';

export interface EnvironmentView {
  readonly name: string;
  readonly label: string;
  readonly position: number;
  readonly production: boolean;
}

export interface DeploymentView {
  readonly environment: string;
  readonly flowId: string;
  readonly major: number;
  readonly version: number;
  readonly deployedBy: string;
  readonly deployedAt: string;
  /** Where its trigger listens: `/hooks/development/v1/crm/change-requests`. */
  readonly hook?: string;
  readonly previousVersion?: number;
  /** Nothing of the flow begins there until somebody lets it go on (LAN-7). */
  readonly paused?: { readonly by: string; readonly reason: string; readonly since: string };
}

/** GET …/deployments/{flowId}/watermarks → Page<WatermarkView>. How far the work of a flow has come (WAI-4). */
export interface WatermarkView {
  readonly name: string;
  /** What the work is divided by: a plant, say; empty when it is not. */
  readonly key: string;
  /** An instant, a day, a number or a text that sorts; null: the next run begins anew. */
  readonly value: Json;
  /** How many ids within the overlap the next run leaves out. */
  readonly seen: number;
  readonly at: string;
  /** The run that moved it last. */
  readonly runId?: string;
  /** When a person set it last. */
  readonly set?: { readonly at: string; readonly by: string; readonly reason: string };
}

/** POST …/deployments/{flowId}/slots: times of a schedule, run by hand (WAI-1). */
export interface SlotsRun {
  readonly timeZone: string;
  /** Oldest first. */
  readonly slots: readonly {
    readonly slot: string;
    /** As a clock on the wall of the plant shows it: 2026-11-24 06:00. */
    readonly local: string;
    /** That ran at this time, by itself or by hand. */
    readonly runId?: string;
    /** Just now. */
    readonly started?: boolean;
  }[];
  readonly started: number;
}

/** GET /api/environments/{env}/groups → Page<CollectedGroup>. What is collected under a key and waits (WAI-5). */
export interface CollectedGroup {
  readonly groupId: string;
  readonly flowId: string;
  /** Path of the step. */
  readonly step: string;
  readonly key: string;
  /** The run that waits and goes on with it. */
  readonly runId: string;
  readonly members: number;
  /** How many are to come in all, as far as a member said. */
  readonly expected?: number;
  /** Sum of the sizes, where they are summed up. */
  readonly weight?: number;
  readonly openedAt: string;
  readonly lastAt: string;
  /** It goes on then with what it has. */
  readonly dueAt: string;
}
