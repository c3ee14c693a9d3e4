/** Drafts, versions, what is live where, and the environments. */
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonSchema } from '#flows/json.ts';
import type { AuditDraft } from './audit-definitions.ts';

export interface DraftRow {
  readonly draftId: string;
  readonly flowId: string;
  readonly ownerId: string;
  /** Who saved it last; the owner until somebody did. */
  readonly editedById: string;
  readonly baseVersion?: number;
  readonly revision: number;
  readonly document: FlowDocument;
  readonly updatedAt: string;
}

export interface VersionRow {
  readonly flowId: string;
  readonly version: number;
  readonly major: number;
  readonly document: FlowDocument;
  readonly schemas: { readonly [ref: string]: JsonSchema };
  readonly meaningHash: string;
  readonly note: string;
  readonly publishedBy: string;
  readonly publishedAt: string;
  /** Everybody who had a hand in it: none of them may approve its promotion (S12). Ids, without repeats. */
  readonly writtenByIds: readonly string[];
}

export interface DeploymentRow {
  readonly environment: string;
  readonly flowId: string;
  readonly major: number;
  readonly version: number;
  readonly deployedBy: string;
  readonly deployedAt: string;
  readonly previousVersion?: number;
}

export interface EnvironmentRow {
  readonly name: string;
  readonly label: string;
  readonly position: number;
  readonly production: boolean;
}

export interface FlowDefinitions {
  /** Every flow that has a draft or a version. */
  listFlowIds(): readonly string[];
  listDrafts(flowId?: string): readonly DraftRow[];
  /** Which there are, without reading them; those of a flow as in `listDrafts`. */
  listDraftRevisions(): readonly Pick<DraftRow, 'draftId' | 'flowId' | 'revision'>[];
  findDraft(draftId: string): DraftRow | undefined;
  insertDraft(draft: Omit<DraftRow, 'revision' | 'updatedAt' | 'editedById'>, audit: AuditDraft): Promise<DraftRow>;
  /** The first of its flow; undefined when the flow has a draft or a version. */
  insertFirstDraft(draft: Omit<DraftRow, 'revision' | 'updatedAt' | 'editedById'>, audit: AuditDraft): Promise<DraftRow | undefined>;
  /** Undefined when the stored revision is another one. */
  saveDraft(draftId: string, revision: number, document: FlowDocument, editedById: string): Promise<DraftRow | undefined>;
  /** `pins`: what becomes of them; kept ones wait for the flow's next draft. */
  deleteDraft(draftId: string, audit: AuditDraft, pins?: 'removed' | 'kept'): Promise<void>;
  listVersions(flowId: string): readonly Omit<VersionRow, 'document' | 'schemas'>[];
  findVersion(flowId: string, version: number): VersionRow | undefined;
  latestVersion(flowId: string): number | undefined;
  /** Gives the next number of the flow. `publishedById`, `authorId` and `editedById` become `writtenByIds`. */
  insertVersion(
    version: Omit<VersionRow, 'version' | 'publishedAt' | 'writtenByIds'> & {
      readonly publishedById: string;
      readonly authorId: string;
      readonly editedById: string;
    },
    audit: AuditDraft,
  ): Promise<VersionRow>;
  listDeployments(environment?: string): readonly DeploymentRow[];
  putDeployment(deployment: Omit<DeploymentRow, 'deployedAt' | 'previousVersion'>, audit: AuditDraft): Promise<DeploymentRow>;
  /** Was this version ever live there? Going back to it needs no second approval. */
  wasDeployed(environment: string, flowId: string, version: number): boolean;
  deleteDeployment(environment: string, flowId: string, major: number, audit: AuditDraft): Promise<void>;
  listEnvironments(): readonly EnvironmentRow[];
}
