/** What the HTTP API answers with. Request bodies are schemas in runtime/http/; both meet in /api/openapi.json. */

import type { CheckRung, ConnectionManifest, MetadataComparison, OfferedOption, OfferedService } from './connection-manifest.ts';
import type { FieldUse } from './field-uses/field-uses.ts';
import type { FlowDocument } from './flow.ts';
import type { FlowTest } from './flow-test.ts';
import type { Json, JsonObject } from './json.ts';
import type { NodeManifest } from './node-manifest.ts';
import type { Problem } from './problem.ts';
import type { EffectState, OperatorAction, RunError, RunState, StepState } from './run.ts';
import type { OperationChange } from './services/compare-services.ts';
import type { ServiceDescription, ServiceOperation } from './services/service.ts';
import type { EffectRow, TraceEvent } from './trace.ts';

/** RFC 9457 `application/problem+json`: `code` is stable, `detail` a sentence, `help` what to do. */
export interface ApiProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly help?: string;
  readonly problems?: readonly Problem[];
  /** What does not fit a schema: JSON Pointer into what was sent. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly instance?: string;
}

/** Lists page by cursor; `next` is absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export const ROLES = ['viewer', 'operator', 'analyst', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface RoleGrant {
  readonly role: Role;
  /** `*` = every environment. */
  readonly environment: string;
  /** Folder = a flow's `owner`; `*` = all. */
  readonly folder: string;
  readonly plants?: readonly string[];
}

export interface UserView {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly grants: readonly RoleGrant[];
  readonly createdAt: string;
}

/** GET /api/invitations → Page<InvitationView>. */
export interface InvitationView {
  readonly invitationId: string;
  readonly email: string;
  readonly grants: readonly RoleGrant[];
  readonly invitedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}
/** POST /api/invitations: the link is `/invitation#<token>`, shown once. */
export interface InvitationCreated {
  readonly invitation: InvitationView;
  readonly token: string;
}

/** GET /api/session. */
export interface SessionView {
  readonly user: UserView;
  readonly via: 'session' | 'token';
  readonly expiresAt: string;
}

/** GET /api/setup: open only until the first admin exists. */
export interface SetupState {
  readonly needed: boolean;
}

/** POST /api/setup: the token is shown once. */
export interface SetupDone {
  readonly user: UserView;
  readonly apiToken: string;
}

/** POST /api/tokens: the secret is shown once. */
export interface TokenCreated {
  readonly token: TokenView;
  readonly secret: string;
}
export interface TokenView {
  readonly tokenId: string;
  readonly name: string;
  readonly prefix: string;
  readonly grants: readonly RoleGrant[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
}

/** GET /api/node-types, /api/connection-types. */
export interface NodeTypesView {
  readonly nodeTypes: readonly NodeManifest[];
}
export interface ConnectionTypesView {
  readonly connectionTypes: readonly ConnectionManifest[];
}

export interface EnvironmentView {
  readonly name: string;
  readonly label: string;
  readonly position: number;
  readonly production: boolean;
}

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

/** POST /api/expressions/evaluate. */
export interface ExpressionValue {
  readonly value: Json;
  /** Computed at once, or by a worker that is contained. */
  readonly path: 'fast' | 'contained';
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

/** GET …/tests → Page<FlowTestView>; PUT …/tests/{name} takes `{ test }` with `If-Match`. */
export interface FlowTestView {
  readonly name: string;
  readonly test: FlowTest;
  readonly revision: number;
  readonly changedBy: string;
  readonly changedAt: string;
}
/** GET …/samples → Page<SampleView>. */
export interface SampleView {
  readonly sampleId: string;
  /** Pinned to this node; left out: a trigger body. */
  readonly nodeId?: string;
  readonly name: string;
  readonly payload: Json;
  readonly createdBy: string;
  readonly createdAt: string;
}
/** POST …/tests/run. */
export interface FlowTestReport {
  readonly results: readonly FlowTestResult[];
}
export interface FlowTestResult {
  readonly name: string;
  readonly passed: boolean;
  /** Sentences: what was expected, what came. */
  readonly faults: readonly string[];
  readonly state: RunState;
  readonly events: readonly TraceEvent[];
}

/** GET /api/schedule-times: ISO instants, the next one first. */
export interface ScheduleTimes {
  readonly times: readonly string[];
}

/** POST …/drafts/{draftId}/try. Values that are not for everybody are sealed as in any run. */
export interface TryReport {
  readonly state: RunState;
  /** `trigger.body` that it was tried with. */
  readonly input: Json;
  /** Why it did not begin. */
  readonly refused?: string;
  readonly error?: RunError;
  readonly steps: readonly TriedStep[];
  readonly events: readonly TraceEvent[];
  /** Writes that were recorded and not sent. */
  readonly simulated: number;
  /** Writes that went out, because the connection allows test writes. */
  readonly sent: number;
  readonly output?: Json;
  /** Of values that would make the report too large: `{ $leftOut: bytes }` stands where they were. */
  readonly leftOutBytes?: number;
}
export interface TriedStep extends StepView {
  /** It did nothing: a pin or a given output stood in its place. */
  readonly answered: boolean;
  /** What its config came to. */
  readonly input?: Json;
  readonly output?: Json;
  readonly exchanges: readonly EffectRow[];
}

/** GET …/drafts/{draftId}/pins → Page<PinView>. What a node gives whenever the draft is tried, instead of being performed. */
export interface PinView {
  readonly nodeId: string;
  /** Left out: its first way out. */
  readonly port?: string;
  readonly output: Json;
  readonly pinnedBy: string;
  readonly pinnedAt: string;
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

export const PROMOTION_STATES = ['requested', 'approved', 'rejected', 'applied'] as const;
export type PromotionState = (typeof PROMOTION_STATES)[number];

/** GET /api/promotions → Page<PromotionView>. A request that a version be live in the next environment. */
export interface PromotionView {
  readonly promotionId: string;
  readonly flowId: string;
  readonly version: number;
  readonly major: number;
  /** What is approved. */
  readonly meaningHash: string;
  readonly fromEnvironment: string;
  readonly toEnvironment: string;
  readonly note: string;
  readonly state: PromotionState;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly decisionReason?: string;
  readonly appliedBy?: string;
  readonly appliedAt?: string;
  readonly emergencyReason?: string;
  readonly replacedVersion?: number;
}
/** GET /api/promotions/{id}: also what stands against it now, what would change there, and what you may do. */
export interface PromotionDetail extends PromotionView {
  readonly problems: readonly Problem[];
  /** Live there now; left out when the flow is new there. */
  readonly liveVersion?: number;
  /** FlowDiff from the live version; left out when the flow is new there. */
  readonly diff?: Json;
  readonly mayDecide: boolean;
  readonly mayApply: boolean;
  /** Why you may not decide, as a sentence. */
  readonly whyNot?: string;
}

export interface ConnectionView {
  readonly name: string;
  readonly type: string;
  readonly environment: string;
  readonly plant?: string;
  readonly settings: JsonObject;
  /** Names of the secret fields that are set; values never leave. */
  readonly secretsSet: readonly string[];
  readonly hosts: readonly string[];
  readonly limits: JsonObject;
  readonly revision: number;
  readonly sandbox: boolean;
  /** Announced and not over, by time. */
  readonly maintenance: readonly MaintenanceWindow[];
  readonly circuit?: CircuitState;
  readonly lastCheck?: ConnectionCheckView;
}
export interface CircuitState {
  readonly connection: string;
  /** The plant that has the connection, and so the circuit, to itself. */
  readonly plant?: string;
  readonly state: 'closed' | 'open' | 'half-open' | 'maintenance';
  readonly since: string;
  readonly failures: number;
  readonly nextTrialAt?: string;
  /** In maintenance: when calls go on by themselves. */
  readonly maintenanceUntil?: string;
  readonly lastError?: RunError;
  readonly held: number;
  readonly inFlight: number;
}
/** POST …/connections/{name}/metadata-comparison. */
export interface MetadataComparisonView extends MetadataComparison {
  /** Live flows that go through the connection. */
  readonly flows: readonly string[];
}
/** GET …/connections/{name}/services/description: what importing a service takes. */
export interface ServiceTextView extends Pick<OfferedService, 'service' | 'protocol'> {
  readonly text: string;
}
/** POST …/connections/{name}/options. */
export interface OptionsView {
  /** At most 100. */
  readonly options: readonly OfferedOption[];
  /** There are others that fit the search. */
  readonly more: boolean;
  /** When the system was asked. */
  readonly askedAt: string;
}
/** GET …/connections/{name}/maintenance → Page<MaintenanceWindow>; POST makes one, DELETE …/maintenance/{windowId} ends it. */
export interface MaintenanceWindow {
  readonly windowId: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly by: string;
}
export interface ConnectionCheckView {
  readonly at: string;
  readonly ok: boolean;
  readonly rungs: readonly CheckRung[];
}

/** What a service offers, as the palette lists it. */
export type ServiceEntry = Omit<ServiceOperation, 'config'>;

/** An imported service in its newest description. */
export interface ServiceView extends Omit<ServiceDescription, 'operations'> {
  readonly name: string;
  readonly revision: number;
  readonly importedBy: string;
  readonly importedAt: string;
  readonly operations: readonly ServiceEntry[];
}

/** A node of a flow that was drawn with an operation of a service. */
export interface ServiceUse {
  readonly flowId: string;
  readonly name: string;
  readonly version?: number;
  readonly draftId?: string;
  readonly liveIn: readonly string[];
  readonly nodeId: string;
  readonly label: string;
  readonly operation: string;
  /** Against the description that was asked about: `breaks`: the flow may fail against it, for these reasons. */
  readonly standing: 'same' | 'differs' | 'breaks';
  readonly reasons: readonly string[];
}

/** What importing a description would bring; without `operations` it cannot be imported, and `problems` says why. */
export interface ServicePreview extends Partial<Omit<ServiceDescription, 'operations'>> {
  readonly operations?: readonly ServiceEntry[];
  readonly problems: readonly Problem[];
  readonly changes: readonly OperationChange[];
  readonly uses: readonly ServiceUse[];
}

/** GET …/variables, …/value-maps, …/plants, …/calendars, …/units → Page<ReferenceView>; the revision is also the `ETag` of one. */
export interface ReferenceView {
  readonly name: string;
  readonly value: Json;
  readonly revision: number;
  readonly changedAt: string;
}

/** GET …/consumers → Page<ConsumerView>: who may send to a webhook. */
export interface ConsumerView {
  readonly consumerId: string;
  readonly environment: string;
  readonly flowId: string;
  readonly name: string;
  readonly owner: string;
  readonly kind: 'signed' | 'api-key' | 'basic' | 'secret-path' | 'jwt' | 'certificate';
  readonly quotaPerMinute?: number;
  readonly createdAt: string;
  /** Until when the credential before the last rotation is taken. */
  readonly previousUntil?: string;
  /** Issuer and keys, or the certificate's fingerprint. */
  readonly settings?: JsonObject;
}
/** POST …/consumers and …/rotate: the credential is shown once. */
export interface ConsumerCreated {
  readonly consumer: ConsumerView;
  readonly credential?: string;
  readonly address: string;
}

/** GET /api/runs → Page<RunSummary>. */
export interface RunSummary {
  readonly runId: string;
  readonly flowId: string;
  readonly version: number;
  readonly environment: string;
  readonly state: RunState;
  readonly keys: { readonly [name: string]: string };
  readonly correlationId: string;
  readonly lane?: { readonly name: string; readonly key: string; readonly sequence?: number };
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly originRunId?: string;
  readonly error?: RunError;
  readonly blockedAt?: string;
  /** A connection (`sap`, or `sap@1000` where it is a plant's own) or the run's flow (`flow:` and its name). */
  readonly heldBy?: string;
  readonly plant?: string;
  /** Made up at the first start: it never touched another system and cannot be acted on. */
  readonly sample?: boolean;
}

/** GET /api/runs/{runId}. `trigger` only with the right to payloads. */
export interface RunView extends RunSummary {
  readonly document: FlowDocument;
  /** Documents of called flows by calling path: `{ "sap-sales-order": … }`. */
  readonly called: { readonly [path: string]: FlowDocument };
  readonly runSeq: number;
  readonly steps: readonly StepView[];
  readonly trigger?: Json;
  readonly output?: Json;
  /** Which actions would be taken now, and on what. */
  readonly actions: readonly OperatorAction[];
}

export interface StepView {
  readonly path: string;
  readonly nodeId: string;
  readonly type: string;
  readonly label: string;
  readonly state: StepState;
  readonly attempts: number;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly port?: string;
  readonly error?: RunError;
  readonly dueAt?: string;
  readonly waitsFor?: string;
}

/** GET /api/runs/{runId}/steps/{path}. */
export interface StepDetail extends StepView {
  readonly config?: JsonObject;
  readonly output?: Json;
  readonly exchanges: readonly EffectRow[];
  readonly events: readonly TraceEvent[];
}

/** GET /api/runs/{runId}/events?after=runSeq and /api/environments/{env}/events?after=seq. */
export interface EventsPage {
  readonly events: readonly TraceEvent[];
  readonly next?: number;
}

/** POST /api/runs, and the 202 of a webhook. */
export interface RunAccepted {
  readonly runId: string;
  readonly correlationId: string;
  readonly duplicate: boolean;
}

export interface RunActionResult {
  readonly runId: string;
  readonly newRunId?: string;
  readonly warnings: readonly string[];
}

/** POST /api/runs/{id}/reveal: what the tokens stand for, by token. */
export interface RevealedValues {
  readonly values: { readonly [token: string]: Json };
}

/** GET /api/environments/{env}/lanes → Page<LaneView>. */
export interface LaneView {
  readonly name: string;
  readonly key: string;
  readonly depth: number;
  readonly head: RunSummary;
  readonly oldestAt: string;
  readonly reason: string;
  readonly waiting: readonly RunSummary[];
}

export interface ApprovalView {
  readonly approvalId: string;
  readonly runId: string;
  readonly path: string;
  readonly flowId: string;
  readonly environment: string;
  readonly role: string;
  readonly title: string;
  readonly detail?: Json;
  readonly choices: readonly string[];
  readonly openedAt: string;
  readonly dueAt?: string;
  readonly keys: { readonly [name: string]: string };
  /** May you decide it? */
  readonly mayDecide?: boolean;
  /** Of sample history: no run waits for it. */
  readonly sample?: boolean;
}

/** POST /api/approvals/{id}/decide. */
export interface ApprovalDecided {
  readonly runId: string;
}

export interface ExceptionView {
  readonly exceptionId: string;
  readonly environment: string;
  readonly flowId: string;
  readonly runId?: string;
  readonly title: string;
  readonly owner: string;
  readonly detail?: Json;
  readonly key?: string;
  readonly dueAt?: string;
  readonly runbook?: string;
  readonly raisedAt: string;
  readonly state: 'open' | 'taken' | 'closed';
  readonly takenBy?: string;
  /** Raised by a run of sample history. */
  readonly sample?: boolean;
}

/** GET /api/audit/verify. */
export interface AuditCheck {
  readonly ok: boolean;
  readonly rows: number;
  /** Seq of the first row that does not follow from the one before. */
  readonly brokenAt?: number;
}
/** GET /api/recovery: `read-only` while nothing is taken because entries of the journal are lost or damaged (RES-6). */
export interface RecoveryView {
  /** `going-on`: the loss is accepted and work has not begun yet. */
  readonly state: 'working' | 'read-only' | 'going-on';
  /** Why it could not begin when it was last tried. */
  readonly problem?: string;
  readonly missing?: { readonly entries: number; readonly since: string };
  readonly damagedRuns: readonly string[];
  /** Sentences of the last start, also those about single runs, which are parked. */
  readonly findings: readonly string[];
}

/** GET and POST /api/sample-history. */
export interface SampleHistoryView {
  /** `none`: this installation never had one; `coming`: it is being written; `removed`: for good. */
  readonly state: 'none' | 'coming' | 'there' | 'removed';
  readonly runs: number;
}

/** POST /api/runs-removal. */
export interface RunsRemoved {
  readonly removed: number;
  readonly endedBefore: string;
}
export interface AuditView {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  /** From where, as the server saw it; left out where the runtime acted by itself. */
  readonly where?: { readonly address: string; readonly through: 'session' | 'token' | 'nobody'; readonly client?: string };
  /** SHA-256 of what was changed, before and after; left out where it was not there, or is no stored object. */
  readonly before?: string;
  readonly after?: string;
  readonly action: string;
  readonly object: string;
  readonly reason?: string;
  readonly detail?: Json;
}

/** GET /api/metrics?environment=&minutes=, or &sample=only for sample history alone. */
export interface FlowMetrics {
  readonly flowId: string;
  readonly state: { readonly [S in RunState]?: number };
  readonly accepted: number;
  readonly completed: number;
  readonly failed: number;
  readonly duplicates: number;
  readonly echoes: number;
  readonly p50Ms?: number;
  readonly p95Ms?: number;
}

/** GET /api/environments/{env}/objects/{type}/{key}. */
export interface ObjectTimeline {
  readonly type: string;
  readonly key: string;
  readonly milestones: readonly { readonly milestone: string; readonly at: string; readonly runId: string }[];
  readonly runs: readonly RunSummary[];
  /** What these runs have written, into whatever system, oldest first; the payloads are in the effect ledger. */
  readonly writes: readonly WriteSummary[];
}

export interface WriteSummary {
  readonly effectKey: string;
  readonly runId: string;
  readonly path: string;
  readonly operation: string;
  readonly connection: string;
  readonly state: EffectState;
  readonly intendedAt: string;
  readonly settledAt?: string;
}

/** /api/sandbox/*: what the control port says, passed on. */
/** What connects a system of the sandbox; its secrets are filled in by the server. */
export interface SandboxConnection {
  /** The name that the example flows know it by. */
  readonly name: string;
  readonly type: string;
  readonly settings: JsonObject;
  /** Names of the secrets that are filled in. */
  readonly secrets: readonly string[];
}
export interface SandboxState {
  readonly running: boolean;
  readonly systems: readonly { readonly system: 'sap' | 'crm' | 'scheduler'; readonly url: string; readonly listening: boolean }[];
  readonly faults: readonly JsonObject[];
  readonly traffic?: JsonObject;
  readonly deliveries?: JsonObject;
  readonly recordSeq?: number;
}
