/** What the API answers about bundles: `POST /api/bundles`, `…/preview`, `…/import`. */
import type { FlowDocument } from '../flow.ts';
import type { Problem } from '../problem.ts';

/** POST /api/bundles/preview: what importing would bring. Nothing is stored. */
export interface BundlePreview {
  readonly digest: string;
  readonly madeWith: string;
  /** The environment that `needs` were held against. */
  readonly environment: string;
  readonly flows: readonly BundledFlowLook[];
  readonly services: readonly BundledServiceLook[];
  readonly schemas: readonly { readonly ref: string; readonly standing: 'same' | 'differs' | 'missing' }[];
  readonly needs: readonly BundleNeed[];
  /** An error: what is taken of the flows that it names is refused. */
  readonly problems: readonly Problem[];
}

export interface BundledFlowLook {
  readonly flowId: string;
  readonly name: string;
  readonly owner: string;
  readonly layer: FlowDocument['layer'];
  readonly major: number;
  /** Number where it comes from. */
  readonly version: number;
  readonly nodes: number;
  /** `same`: a version or draft here says the same, to the last letter. */
  readonly standing: 'new' | 'same' | 'differs';
  /** What it is held against: the same one, else the newest of its major, else the newest. */
  readonly here?: { readonly version?: number; readonly draftId?: string };
  readonly tests: readonly { readonly name: string; readonly standing: 'new' | 'same' | 'differs' }[];
  /** May you make a draft of it? */
  readonly mayTake: boolean;
  /** What happens when nothing else is said. */
  readonly proposal: 'keep' | 'draft';
}

export interface BundledServiceLook {
  readonly name: string;
  readonly version: string;
  readonly standing: 'new' | 'same' | 'differs';
  /** Of the one that is here. */
  readonly versionHere?: string;
  /** Why it cannot be read, as a sentence. */
  readonly unreadable?: string;
  /** May you put it over what is here? */
  readonly mayTake: boolean;
  readonly proposal: 'keep' | 'take';
}

export interface BundleNeed {
  readonly kind: 'connection' | 'variable' | 'value-map' | 'master-data' | 'node-type' | 'flow';
  /** Name of the connection, variable or table; type of the node; id of the flow. */
  readonly name: string;
  /** `not-told`: you may not see it. `another`: there is one of the name that is of another kind or version. */
  readonly standing: 'there' | 'missing' | 'another' | 'not-told';
  /** Kind of the connection, version of the node type, major of the flow; of a connection by plant: `sap, by plant`. */
  readonly detail?: string;
}

/** POST /api/bundles/import: drafts, tests and descriptions. Nothing is published, nothing is live, nothing runs. */
export interface BundleImported {
  readonly drafts: readonly {
    /** Id that it has here. */
    readonly flowId: string;
    readonly draftId: string;
    /** Of the flow in the bundle. */
    readonly from: string;
    readonly major: number;
  }[];
  readonly kept: readonly { readonly flowId: string; readonly major: number }[];
  readonly tests: number;
  readonly services: readonly { readonly name: string; readonly revision: number }[];
}
