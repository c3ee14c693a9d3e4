/** Flows: drafts, versions, what checking finds, where fields are used. */
import type { FieldUse } from '../field-uses/field-uses.ts';
import type { FlowDocument } from '../flow.ts';
import type { Problem } from '../problem.ts';
import type { DeploymentView } from './environments.ts';

/** GET /api/flows → Page<FlowSummary>. */
export interface FlowSummary {
  readonly flowId: string;
  readonly name: string;
  readonly layer: FlowDocument['layer'];
  readonly owner: string;
  readonly description?: string;
  /** What business object its runs are about, e.g. `sales-order`. */
  readonly objectType?: string;
  readonly latestVersion?: number;
  /** Of the newest version, else the newest draft: its contract, and the kinds of connection that its own nodes use. */
  readonly major: number;
  readonly connectionTypes: readonly string[];
  /** Names of the connections that its own steps go through. */
  readonly connections: readonly string[];
  readonly deployments: readonly DeploymentView[];
  readonly drafts: readonly DraftSummary[];
  readonly updatedAt: string;
}

export interface DraftSummary {
  readonly draftId: string;
  readonly flowId: string;
  readonly owner: string;
  readonly ownerName: string;
  readonly baseVersion?: number;
  readonly revision: number;
  readonly updatedAt: string;
}

/** GET …/drafts/{draftId}; the revision is also the `ETag`. `PUT` takes `{ document }` with `If-Match`; 412/409 answers carry `current`. */
export interface DraftView extends DraftSummary {
  readonly document: FlowDocument;
  readonly problems: readonly Problem[];
}

/** POST …/check. */
export interface FlowCheck {
  readonly problems: readonly Problem[];
  /** Expressions of the flow, and of how many it is known what they give (FTY-7); absent where the shape is wrong. */
  readonly coverage?: TypeCoverage;
}

/** GET /api/field-uses?schema=&nodeType=&object=&field= → Page<FieldUsesOfFlow>: one document of a flow that reads the field. */
export interface FieldUsesOfFlow {
  readonly flowId: string;
  readonly name: string;
  /** Of a published version; else it is a draft. */
  readonly version?: number;
  readonly draftId?: string;
  /** Environments where this version is live. */
  readonly liveIn: readonly string[];
  readonly uses: readonly FieldUse[];
}

/** POST /api/flows/{flowId}/code-types. */
export interface CodeTypes {
  /** Text of a TypeScript declaration file. */
  readonly declarations: string;
}

export interface TypeCoverage {
  readonly values: number;
  readonly typed: number;
}

export interface VersionSummary {
  readonly flowId: string;
  readonly version: number;
  readonly major: number;
  readonly meaningHash: string;
  readonly note: string;
  readonly publishedBy: string;
  readonly publishedAt: string;
}

export interface VersionView extends VersionSummary {
  readonly document: FlowDocument;
}
