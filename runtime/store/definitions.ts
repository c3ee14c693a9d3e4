/**
 * What the API and the services need of stored definitions. Reads are synchronous and indexed; writes join the group commit and
 * resolve after it. Every write takes the audit row that belongs to it and commits both together (S13).
 * `open-store.ts` gives an implementation of all of them.
 */

import type { RoleGrant } from '#flows/api/people.ts';
import type { PromotionState } from '#flows/api/promotions.ts';
import type { WaiverState } from '#flows/api/waivers.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowTest } from '#flows/flow-test.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import type { MasterKind, MasterPublication, ReferenceKind } from '#flows/master-values.ts';
import type { ServiceDescription } from '#flows/services/service.ts';
import type { MasterSet } from '#nodes/step.ts';
import type { FlowWatermarkRow, WatermarkPlace } from './engine-rows.ts';

export interface AuditDraft {
  /** Name of the person, token or `system`. */
  readonly by: string;
  /** Past participle: `connection-changed`. */
  readonly action: string;
  /** `connection development/sap`. */
  readonly object: string;
  readonly reason?: string;
  readonly detail?: Json;
}
/** Address and client as the server saw them; who reads the audit decides what they are worth. */
export interface AuditOrigin {
  readonly address: string;
  readonly through: 'session' | 'token' | 'nobody';
  /** User-Agent, cut. */
  readonly client?: string;
}
export interface AuditRow extends AuditDraft {
  readonly seq: number;
  readonly at: string;
  /** Left out: the runtime acted by itself. */
  readonly where?: AuditOrigin;
  /** SHA-256 of the object's canonical JSON before and after the change; left out where it was not there. */
  readonly before?: string;
  readonly after?: string;
  readonly hash: string;
}

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
/** A flow that begins nothing in the environment until somebody lets it go on. */
export interface FlowPauseRow {
  readonly environment: string;
  readonly flowId: string;
  readonly by: string;
  readonly reason: string;
  readonly since: string;
}

export interface WatermarkDefinitions {
  /** By name, then key. */
  listFlowWatermarks(page: {
    readonly environment: string;
    readonly flow: string;
    readonly after?: { readonly name: string; readonly key: string };
    readonly limit: number;
  }): readonly FlowWatermarkRow[];
  findFlowWatermark(place: WatermarkPlace): FlowWatermarkRow | undefined;
  /** Null: the next run begins anew. A run that began before it does not move it (WAI-4). */
  setFlowWatermark(
    set: WatermarkPlace & { readonly value: Json; readonly by: string; readonly reason: string },
    audit: AuditDraft,
  ): Promise<unknown>;
}

export interface FlowPauseDefinitions {
  listFlowPauses(): readonly FlowPauseRow[];
  /** False: it is paused already. */
  pauseFlow(pause: Omit<FlowPauseRow, 'since'>, audit: AuditDraft): Promise<boolean>;
  /** False: it is not paused. */
  resumeFlow(environment: string, flowId: string, audit: AuditDraft): Promise<boolean>;
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

export interface PromotionRow {
  readonly promotionId: string;
  readonly flowId: string;
  readonly version: number;
  readonly major: number;
  /** What was asked for and approved: bound to the meaning, not to a name. */
  readonly meaningHash: string;
  readonly fromEnvironment: string;
  readonly toEnvironment: string;
  readonly note: string;
  readonly state: PromotionState;
  readonly requestedBy: string;
  readonly requestedById: string;
  readonly requestedAt: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly decisionReason?: string;
  readonly appliedBy?: string;
  readonly appliedAt?: string;
  /** Why it went live without a second pair of eyes. */
  readonly emergencyReason?: string;
  /** What was live before it was applied: what an undo goes back to. */
  readonly replacedVersion?: number;
}
export interface PromotionDefinitions {
  findPromotion(promotionId: string): PromotionRow | undefined;
  /** Newest first; `before` is where the last page ended. */
  listPromotions(filter: {
    readonly flowId?: string;
    readonly toEnvironment?: string;
    readonly state?: PromotionState;
    readonly before?: { readonly at: string; readonly id: string };
    readonly limit: number;
  }): readonly PromotionRow[];
  /** Undefined when the same version is already asked for there. */
  insertPromotion(
    promotion: Pick<
      PromotionRow,
      | 'promotionId'
      | 'flowId'
      | 'version'
      | 'major'
      | 'meaningHash'
      | 'fromEnvironment'
      | 'toEnvironment'
      | 'note'
      | 'requestedBy'
      | 'requestedById'
    >,
    audit: AuditDraft,
  ): Promise<PromotionRow | undefined>;
  /** Undefined when it is not `requested` any more. */
  decidePromotion(
    promotionId: string,
    decision: { readonly state: 'approved' | 'rejected'; readonly by: string; readonly reason: string },
    audit: AuditDraft,
  ): Promise<PromotionRow | undefined>;
  /** The deployment and the mark in one commit; undefined when it is not in one of the states any more. */
  applyPromotion(
    promotionId: string,
    from: readonly PromotionState[],
    applied: { readonly by: string; readonly emergencyReason?: string },
    audit: AuditDraft,
  ): Promise<PromotionRow | undefined>;
}

export interface WaiverRow {
  readonly waiverId: string;
  readonly flowId: string;
  /** Of the flow when it was asked for; it holds nowhere else. Left out: from before this was kept. */
  readonly folder?: string;
  readonly nodeType: string;
  readonly reason: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly until: string;
  readonly state: WaiverState;
  readonly requestedBy: string;
  readonly requestedById: string;
  readonly requestedAt: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly decisionReason?: string;
  readonly endedBy?: string;
  readonly endedAt?: string;
  readonly endReason?: string;
}
export interface WaiverDefinitions {
  findWaiver(waiverId: string): WaiverRow | undefined;
  /** Newest first, 500 at most. */
  listWaivers(filter: { readonly flowId?: string; readonly state?: WaiverState }): readonly WaiverRow[];
  /** Of the flow in this folder: asked for or granted, and not over on this day. */
  openWaivers(flowId: string, folder: string, today: string): readonly (WaiverRow & { readonly state: 'requested' | 'granted' })[];
  /** Undefined when one of the flow in this folder and of the node type is open. */
  insertWaiver(
    waiver: Pick<WaiverRow, 'waiverId' | 'flowId' | 'nodeType' | 'reason' | 'until' | 'requestedBy' | 'requestedById'> & {
      readonly folder: string;
    },
    today: string,
    audit: AuditDraft,
  ): Promise<WaiverRow | undefined>;
  /** Undefined when it is not `requested` any more. */
  decideWaiver(
    waiverId: string,
    decision: { readonly state: 'granted' | 'declined'; readonly until: string; readonly by: string; readonly reason: string },
    audit: AuditDraft,
  ): Promise<WaiverRow | undefined>;
  /** Undefined when it is neither `requested` nor `granted`. */
  endWaiver(waiverId: string, end: { readonly by: string; readonly reason: string }, audit: AuditDraft): Promise<WaiverRow | undefined>;
}

export interface ConnectionRow {
  readonly environment: string;
  /** The role that flows name. */
  readonly name: string;
  readonly type: string;
  readonly plant?: string;
  readonly settings: JsonObject;
  readonly limits: JsonObject;
  /** Hosts (`host:port`) that the secrets are bound to. */
  readonly hosts: readonly string[];
  readonly sandbox: boolean;
  readonly revision: number;
  readonly lastCheck?: Json;
}
export interface ConnectionDefinitions {
  listConnections(environment?: string): readonly ConnectionRow[];
  findConnection(environment: string, name: string, plant?: string): ConnectionRow | undefined;
  /**
   * `expected` 0 for a new one; undefined when the stored revision is another. Secrets are sealed by the caller; they replace all that
   * the connection had, so the ones to keep are given again.
   */
  putConnection(
    connection: Omit<ConnectionRow, 'revision' | 'lastCheck'>,
    expected: number,
    secrets: readonly SealedSecret[],
    audit: AuditDraft,
  ): Promise<ConnectionRow | undefined>;
  deleteConnection(environment: string, name: string, plant: string | undefined, audit: AuditDraft): Promise<void>;
  /**
   * Its maintenance windows, all of them; neither a revision nor a check ends with it. `toWindows` makes them of what stands when it is
   * written, undefined for no change; what it throws is what the caller gets. False when nothing was changed.
   */
  changeMaintenance(
    environment: string,
    name: string,
    plant: string | undefined,
    toWindows: (limits: JsonObject) => Json | undefined,
    audit: AuditDraft,
  ): Promise<boolean>;
  saveCheck(environment: string, name: string, plant: string | undefined, check: Json): Promise<void>;
  listSecrets(owner: string): readonly SealedSecret[];
}
/** Envelope of runtime/secrets/: opaque here. */
export interface SealedSecret {
  /** `connection/development/sap/` + plant, or `consumer/<id>`. */
  readonly owner: string;
  readonly field: string;
  readonly keyId: string;
  readonly envelope: string;
  readonly hosts: readonly string[];
}

export interface UserRow {
  readonly userId: string;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly disabled: boolean;
  readonly grants: readonly RoleGrant[];
  readonly createdAt: string;
}
export interface SessionRow {
  /** SHA-256 of the cookie's id. */
  readonly idHash: string;
  readonly userId: string;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly expiresAt: string;
}
export interface TokenRow {
  readonly tokenId: string;
  readonly name: string;
  readonly prefix: string;
  readonly sha256: string;
  readonly userId: string;
  readonly grants: readonly RoleGrant[];
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
}
export interface PeopleDefinitions {
  countUsers(): number;
  listUsers(): readonly UserRow[];
  findUser(userId: string): UserRow | undefined;
  findUserByEmail(email: string): UserRow | undefined;
  putUser(user: UserRow, audit: AuditDraft): Promise<void>;
  findSession(idHash: string): SessionRow | undefined;
  putSession(session: SessionRow, audit?: AuditDraft): Promise<void>;
  deleteSession(idHash: string, audit?: AuditDraft): Promise<void>;
  listSessions(userId: string): readonly SessionRow[];
  listTokens(): readonly TokenRow[];
  findTokenBySha256(sha256: string): TokenRow | undefined;
  putToken(token: TokenRow, audit?: AuditDraft): Promise<void>;
  deleteToken(tokenId: string, audit: AuditDraft): Promise<void>;
  /** The one open set-up token: hash and expiry. */
  findSetupToken(): { readonly sha256: string; readonly expiresAt: string } | undefined;
  putSetupToken(token: { readonly sha256: string; readonly expiresAt: string }): Promise<void>;
  /** First admin: consumes the token, inserts person and API token, all or nothing; false when somebody was faster. */
  completeSetup(tokenSha256: string, user: UserRow, token: TokenRow, audit: AuditDraft): Promise<boolean>;
}

export interface InvitationRow {
  readonly invitationId: string;
  readonly sha256: string;
  readonly email: string;
  readonly grants: readonly RoleGrant[];
  readonly invitedBy: string;
  readonly invitedById: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}
export interface InvitationDefinitions {
  /** Those that may still be taken. */
  listInvitations(): readonly InvitationRow[];
  findInvitation(sha256: string): InvitationRow | undefined;
  /** Replaces an older one to the same address. */
  putInvitation(invitation: InvitationRow, audit: AuditDraft): Promise<void>;
  deleteInvitation(invitationId: string, audit: AuditDraft): Promise<void>;
  /** Takes the invitation and adds the person, both or neither; false when somebody was faster. */
  acceptInvitation(sha256: string, user: UserRow, audit: AuditDraft): Promise<boolean>;
}

export interface ConsumerRow {
  readonly consumerId: string;
  readonly environment: string;
  readonly flowId: string;
  readonly name: string;
  readonly owner: string;
  readonly kind: 'signed' | 'api-key' | 'basic' | 'secret-path' | 'jwt' | 'certificate';
  readonly secretSha256?: string;
  /** What was valid before the last rotation, until then. Of signed ones the secret itself is sealed as `signing-previous`. */
  readonly previousSha256?: string;
  readonly previousUntil?: string;
  /** Public: issuer and keys (`jwt`), fingerprint (`certificate`). */
  readonly settings?: JsonObject;
  readonly quotaPerMinute?: number;
  readonly createdAt: string;
}
export interface ConsumerDefinitions {
  listConsumers(environment?: string, flowId?: string): readonly ConsumerRow[];
  findConsumer(consumerId: string): ConsumerRow | undefined;
  putConsumer(consumer: ConsumerRow, secrets: readonly SealedSecret[], audit: AuditDraft): Promise<void>;
  deleteConsumer(consumerId: string, audit: AuditDraft): Promise<void>;
}

/** Variables, value maps and master data: per environment, by name, with a revision that runs record (RES-3). */
export interface ReferenceRow {
  readonly environment: string;
  readonly kind: ReferenceKind;
  readonly name: string;
  readonly value: Json;
  readonly revision: number;
  readonly changedAt: string;
}
export interface ReferenceDefinitions {
  listReferences(environment: string, kind: ReferenceRow['kind']): readonly ReferenceRow[];
  findReference(environment: string, kind: ReferenceRow['kind'], name: string): ReferenceRow | undefined;
  putReference(
    environment: string,
    kind: ReferenceRow['kind'],
    name: string,
    value: Json,
    expected: number,
    audit: AuditDraft,
  ): Promise<ReferenceRow | undefined>;
  deleteReference(environment: string, kind: ReferenceRow['kind'], name: string, audit: AuditDraft): Promise<void>;
  /** All of it in one commit, at one number of the environment; nothing at all when more than the set allows would go. */
  publishMaster(
    environment: string,
    set: MasterSet,
    key: string,
    audit: AuditDraft,
  ): Promise<MasterPublication | { readonly shrinks: { readonly present: number; readonly gone: number } }>;
  /** What the last publication of the kind came to, when it was made under this key. */
  findPublication(environment: string, kind: MasterKind, key: string): MasterPublication | undefined;
}

export interface AuditDefinitions {
  append(audit: AuditDraft): Promise<void>;
  /** Newest first. */
  listAudit(beforeSeq: number | undefined, limit: number): readonly AuditRow[];
  /** Seq of the first row whose hash does not follow from the one before. */
  verifyAudit(): { readonly ok: boolean; readonly rows: number; readonly brokenAt?: number };
}

export interface FlowTestRow {
  readonly flowId: string;
  readonly name: string;
  readonly test: FlowTest;
  readonly revision: number;
  readonly changedBy: string;
  readonly changedAt: string;
}
export interface FlowTestDefinitions {
  listFlowTests(flowId: string): readonly FlowTestRow[];
  findFlowTest(flowId: string, name: string): FlowTestRow | undefined;
  /** `expected` 0 for a new one; undefined when the stored revision is another. */
  putFlowTest(flowId: string, name: string, test: FlowTest, expected: number, audit: AuditDraft): Promise<FlowTestRow | undefined>;
  deleteFlowTest(flowId: string, name: string, audit: AuditDraft): Promise<void>;
}

export interface SampleRow {
  readonly sampleId: string;
  readonly flowId: string;
  /** Pinned to this node; left out: a trigger body. */
  readonly nodeId?: string;
  readonly name: string;
  readonly payload: Json;
  readonly createdBy: string;
  readonly createdAt: string;
}
export interface SampleDefinitions {
  listSamples(flowId: string): readonly SampleRow[];
  putSample(sample: SampleRow, audit: AuditDraft): Promise<void>;
  deleteSample(sampleId: string, audit: AuditDraft): Promise<void>;
}

/** What a node gives while a draft is tried, instead of being performed. */
export interface PinRow {
  readonly nodeId: string;
  readonly port?: string;
  readonly output: Json;
  readonly pinnedBy: string;
  readonly pinnedAt: string;
}
export interface PinDefinitions {
  listPins(flowId: string, draftId: string): readonly PinRow[];
  putPin(flowId: string, draftId: string, pin: Pick<PinRow, 'nodeId' | 'port' | 'output'>, by: string): Promise<PinRow>;
  /** To a node that has none. False when there was none at `from`, or one at `to`. */
  movePin(flowId: string, draftId: string, from: string, to: string): Promise<boolean>;
  /** False when there was none. */
  deletePin(flowId: string, draftId: string, nodeId: string): Promise<boolean>;
}

/** A service in its newest description. */
export interface ServiceRow {
  readonly name: string;
  readonly revision: number;
  readonly description: ServiceDescription;
  readonly importedBy: string;
  readonly importedAt: string;
}
export interface ServiceDefinitions {
  listServices(): readonly ServiceRow[];
  findService(name: string): ServiceRow | undefined;
  /** The text that was imported then. */
  findServiceSource(name: string, revision: number): string | undefined;
  /** `expected` 0 for a new one; undefined when the newest revision is another. */
  putService(
    name: string,
    description: ServiceDescription,
    source: string,
    expected: number,
    audit: AuditDraft,
  ): Promise<ServiceRow | undefined>;
  deleteService(name: string, audit: AuditDraft): Promise<void>;
}

/** What an imported bundle writes. */
export interface BundleWrites {
  /** `baseVersion`: the newest of the flow when it was planned; `beside`: its drafts then. */
  readonly drafts: readonly (Omit<DraftRow, 'revision' | 'updatedAt' | 'editedById'> & { readonly beside: readonly string[] })[];
  /** Of names that are free. */
  readonly tests: readonly Pick<FlowTestRow, 'flowId' | 'name' | 'test'>[];
  /** `expected`: the revision that each stands over, 0 for a new one. */
  readonly services: readonly {
    readonly name: string;
    readonly description: ServiceDescription;
    readonly source: string;
    readonly expected: number;
  }[];
}
export interface BundleDefinitions {
  /** All or nothing; gives the revisions of the services. Undefined when something that it was planned against is another now. */
  importBundle(writes: BundleWrites, audits: readonly AuditDraft[]): Promise<readonly number[] | undefined>;
}

export interface ExceptionDefinitions {
  /** False when there is no such exception or it is closed already. */
  changeException(
    exceptionId: string,
    change: { readonly state: 'open' | 'taken' | 'closed'; readonly takenBy?: string },
    audit: AuditDraft,
  ): Promise<boolean>;
}

export interface Definitions
  extends FlowDefinitions,
    FlowPauseDefinitions,
    WatermarkDefinitions,
    PromotionDefinitions,
    WaiverDefinitions,
    ConnectionDefinitions,
    PeopleDefinitions,
    InvitationDefinitions,
    ConsumerDefinitions,
    ReferenceDefinitions,
    FlowTestDefinitions,
    SampleDefinitions,
    PinDefinitions,
    ServiceDefinitions,
    BundleDefinitions,
    ExceptionDefinitions,
    AuditDefinitions {}
