/** The types of all answers by name: schemas refer to each other by it. */

import type { ApiProblem } from '#flows/api/api-problem.ts';
import type { AuditCheck, AuditView } from '#flows/api/audit.ts';
import type { BundleImported, BundlePreview } from '#flows/api/bundles.ts';
import type {
  CircuitState,
  ConnectionCheckView,
  ConnectionView,
  MaintenanceWindow,
  MetadataComparisonView,
  OptionsView,
  ServiceTextView,
} from '#flows/api/connections.ts';
import type { ConsumerCreated, ConsumerView } from '#flows/api/consumers.ts';
import type { CollectedGroup, DeploymentView, EnvironmentView, SlotsRun, WatermarkView } from '#flows/api/environments.ts';
import type { ExpressionValue, ScheduleTimes } from '#flows/api/expressions.ts';
import type { FlowTestReport, FlowTestView, PinView, SampleView, TryReport } from '#flows/api/flow-tests.ts';
import type {
  CodeTypes,
  DraftSummary,
  DraftView,
  FieldUsesOfFlow,
  FlowCheck,
  FlowSummary,
  VersionSummary,
  VersionView,
} from '#flows/api/flows.ts';
import type { ConnectionTypesView, NodeTypesView } from '#flows/api/node-types.ts';
import type { ApprovalDecided, ApprovalView, ExceptionView, FlowMetrics, LaneView, ObjectTimeline } from '#flows/api/operations.ts';
import type {
  InvitationCreated,
  InvitationView,
  RoleGrant,
  SessionView,
  SetupDone,
  SetupState,
  TokenCreated,
  TokenView,
  UserView,
} from '#flows/api/people.ts';
import type { PromotionDetail, PromotionView } from '#flows/api/promotions.ts';
import type { RecoveryView, SampleHistoryView } from '#flows/api/recovery.ts';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type {
  EventsPage,
  RevealedValues,
  RunAccepted,
  RunActionResult,
  RunSummary,
  RunsRemoved,
  RunView,
  StepDetail,
  StepView,
} from '#flows/api/runs.ts';
import type { SandboxConnection, SandboxState } from '#flows/api/sandbox.ts';
import type { ServicePreview, ServiceUse, ServiceView } from '#flows/api/services.ts';
import type { WaiverView } from '#flows/api/waivers.ts';
import type { Bundle } from '#flows/bundles/bundle.ts';
import type { ExpressionCheck } from '#flows/check-expression.ts';
import type { ConnectionManifest, ServiceCatalogue } from '#flows/connection-manifest.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowDiff } from '#flows/flow-diff.ts';
import type { FlowTest } from '#flows/flow-test.ts';
import type { Json } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { Problem } from '#flows/problem.ts';
import type { RunError } from '#flows/run.ts';
import type { ServiceOperation } from '#flows/services/service.ts';
import type { EffectRow, TraceEvent } from '#flows/trace.ts';
import type { SchemaOf } from './schema-of.ts';

export interface Shapes {
  readonly ApiProblem: ApiProblem;
  readonly ApprovalDecided: ApprovalDecided;
  readonly ApprovalView: ApprovalView;
  readonly AuditCheck: AuditCheck;
  readonly RecoveryView: RecoveryView;
  readonly RunsRemoved: RunsRemoved;
  readonly SampleHistoryView: SampleHistoryView;
  readonly AuditView: AuditView;
  readonly Bundle: Bundle;
  readonly BundleImported: BundleImported;
  readonly BundlePreview: BundlePreview;
  readonly CircuitState: CircuitState;
  readonly CodeTypes: CodeTypes;
  readonly ConnectionCheckView: ConnectionCheckView;
  readonly ConnectionManifest: ConnectionManifest;
  readonly ConnectionTypesView: ConnectionTypesView;
  readonly ConnectionView: ConnectionView;
  readonly ConsumerCreated: ConsumerCreated;
  readonly MetadataComparisonView: MetadataComparisonView;
  readonly ServiceCatalogue: ServiceCatalogue;
  readonly OptionsView: OptionsView;
  readonly ServiceTextView: ServiceTextView;
  readonly ConsumerView: ConsumerView;
  readonly DeploymentView: DeploymentView;
  readonly WaiverView: WaiverView;
  readonly WatermarkView: WatermarkView;
  readonly SlotsRun: SlotsRun;
  readonly CollectedGroup: CollectedGroup;
  readonly DraftSummary: DraftSummary;
  readonly DraftView: DraftView;
  readonly EffectRow: EffectRow;
  readonly EnvironmentView: EnvironmentView;
  readonly EventsPage: EventsPage;
  readonly ExceptionView: ExceptionView;
  readonly ExpressionCheck: ExpressionCheck;
  readonly ExpressionValue: ExpressionValue;
  readonly FlowCheck: FlowCheck;
  readonly FlowDiff: FlowDiff;
  readonly FlowDocument: FlowDocument;
  readonly FlowMetrics: FlowMetrics;
  readonly FieldUsesOfFlow: FieldUsesOfFlow;
  readonly FlowSummary: FlowSummary;
  readonly FlowTest: FlowTest;
  readonly FlowTestReport: FlowTestReport;
  readonly FlowTestView: FlowTestView;
  readonly InvitationCreated: InvitationCreated;
  readonly InvitationView: InvitationView;
  /** Whatever the sandbox's control port says. */
  readonly Json: Json;
  readonly LaneView: LaneView;
  readonly MaintenanceWindow: MaintenanceWindow;
  readonly NodeManifest: NodeManifest;
  readonly NodeTypesView: NodeTypesView;
  readonly ObjectTimeline: ObjectTimeline;
  readonly Problem: Problem;
  readonly PromotionDetail: PromotionDetail;
  readonly PromotionView: PromotionView;
  readonly ReferenceView: ReferenceView;
  readonly RevealedValues: RevealedValues;
  readonly RoleGrant: RoleGrant;
  readonly RunAccepted: RunAccepted;
  readonly RunActionResult: RunActionResult;
  readonly RunError: RunError;
  readonly RunSummary: RunSummary;
  readonly RunView: RunView;
  readonly PinView: PinView;
  readonly SampleView: SampleView;
  readonly ScheduleTimes: ScheduleTimes;
  readonly TryReport: TryReport;
  readonly SandboxConnection: SandboxConnection;
  readonly SandboxState: SandboxState;
  readonly ServiceOperation: ServiceOperation;
  readonly ServicePreview: ServicePreview;
  readonly ServiceUse: ServiceUse;
  readonly ServiceView: ServiceView;
  readonly SessionView: SessionView;
  readonly SetupDone: SetupDone;
  readonly SetupState: SetupState;
  readonly StepDetail: StepDetail;
  readonly StepView: StepView;
  readonly TokenCreated: TokenCreated;
  readonly TokenView: TokenView;
  readonly TraceEvent: TraceEvent;
  readonly UserView: UserView;
  readonly VersionSummary: VersionSummary;
  readonly VersionView: VersionView;
}
export type ShapeName = keyof Shapes;

export type ShapeSchemas = { readonly [N in ShapeName]: SchemaOf<Shapes[N]> };

export function ref<N extends ShapeName>(name: N): SchemaOf<Shapes[N]> {
  return { schema: { $ref: `#/components/schemas/${name}` } };
}
