/** Flows, their drafts, versions, tests, deployments and promotions. */
import type { DeploymentView, WatermarkView } from '#flows/api/environments.ts';
import type { ExpressionValue, ScheduleTimes } from '#flows/api/expressions.ts';
import type { FlowTestReport, FlowTestResult, FlowTestView, PinView, SampleView, TriedStep, TryReport } from '#flows/api/flow-tests.ts';
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
import { PROMOTION_STATES, type PromotionDetail, type PromotionView } from '#flows/api/promotions.ts';
import type { ExpressionCheck } from '#flows/check-expression.ts';
import type { FieldSource, FieldUse } from '#flows/field-uses/field-uses.ts';
import type { FieldChange, FlowDiff } from '#flows/flow-diff.ts';
import { flowSchema } from '#flows/flow-schema.ts';
import type { Problem } from '#flows/problem.ts';
import { RUN_STATES } from '#flows/run.ts';
import { flowTest } from '../flow-test-schema.ts';
import { step } from './run-shapes.ts';
import { boolean, choice, instant, integer, json, list, type Members, object, optional, string } from './schema-of.ts';
import { ref, type ShapeSchemas } from './shapes.ts';

const draft: Members<DraftSummary> = {
  draftId: string,
  flowId: string,
  owner: string,
  ownerName: string,
  baseVersion: optional(integer),
  revision: integer,
  updatedAt: instant,
};

const version: Members<VersionSummary> = {
  flowId: string,
  version: integer,
  major: integer,
  meaningHash: string,
  note: string,
  publishedBy: string,
  publishedAt: instant,
};

const promotion: Members<PromotionView> = {
  promotionId: string,
  flowId: string,
  version: integer,
  major: integer,
  meaningHash: string,
  fromEnvironment: string,
  toEnvironment: string,
  note: string,
  state: choice(...PROMOTION_STATES),
  requestedBy: string,
  requestedAt: instant,
  decidedBy: optional(string),
  decidedAt: optional(instant),
  decisionReason: optional(string),
  appliedBy: optional(string),
  appliedAt: optional(instant),
  emergencyReason: optional(string),
  replacedVersion: optional(integer),
  withoutWaiver: optional(list(string)),
};

const fieldChange = object<FieldChange>({
  path: list(string),
  pointer: string,
  nodeId: optional(string),
  from: optional(json),
  to: optional(json),
});

const { $id: _id, $schema: _dialect, ...flowDocument } = flowSchema;

export const FLOW_SHAPES = {
  FlowSummary: object<FlowSummary>({
    flowId: string,
    name: string,
    layer: choice('system', 'process', 'experience'),
    owner: string,
    description: optional(string),
    objectType: optional(string),
    latestVersion: optional(integer),
    major: integer,
    connectionTypes: list(string),
    connections: list(string),
    deployments: list(ref('DeploymentView')),
    drafts: list(ref('DraftSummary')),
    updatedAt: instant,
  }),
  DraftSummary: object<DraftSummary>(draft),
  DraftView: object<DraftView>({ ...draft, document: ref('FlowDocument'), problems: list(ref('Problem')) }),
  VersionSummary: object<VersionSummary>(version),
  VersionView: object<VersionView>({ ...version, document: ref('FlowDocument') }),
  FlowDocument: { schema: flowDocument },
  FlowDiff: object<FlowDiff>({ layout: list(fieldChange), structure: list(fieldChange), meaning: list(fieldChange) }),
  FlowCheck: object<FlowCheck>({
    problems: list(ref('Problem')),
    coverage: optional(object<NonNullable<FlowCheck['coverage']>>({ values: integer, typed: integer })),
  }),
  FieldUsesOfFlow: object<FieldUsesOfFlow>({
    flowId: string,
    name: string,
    version: optional(integer),
    draftId: optional(string),
    liveIn: list(string),
    uses: list(
      object<FieldUse>({
        nodeId: optional(string),
        label: optional(string),
        pointer: string,
        place: object<FieldUse['place']>({ offset: integer, length: integer }),
        source: object<FieldSource>({ kind: choice('step', 'trigger'), nodeId: string, nodeType: string, object: optional(string) }),
        field: string,
        whole: boolean,
        canonical: list(object<FieldUse['canonical'][number]>({ schema: string, field: string })),
      }),
    ),
  }),
  FlowTest: { schema: flowTest },
  FlowTestReport: object<FlowTestReport>({
    results: list(
      object<FlowTestResult>({
        name: string,
        passed: boolean,
        faults: list(string),
        state: choice(...RUN_STATES),
        events: list(ref('TraceEvent')),
      }),
    ),
  }),
  FlowTestView: object<FlowTestView>({ name: string, test: ref('FlowTest'), revision: integer, changedBy: string, changedAt: instant }),
  SampleView: object<SampleView>({
    sampleId: string,
    nodeId: optional(string),
    name: string,
    payload: json,
    createdBy: string,
    createdAt: instant,
  }),
  ScheduleTimes: object<ScheduleTimes>({ times: list(instant) }),
  PinView: object<PinView>({ nodeId: string, port: optional(string), output: json, pinnedBy: string, pinnedAt: instant }),
  TryReport: object<TryReport>({
    state: choice(...RUN_STATES),
    input: json,
    refused: optional(string),
    error: optional(ref('RunError')),
    steps: list(
      object<TriedStep>({ ...step, answered: boolean, input: optional(json), output: optional(json), exchanges: list(ref('EffectRow')) }),
    ),
    events: list(ref('TraceEvent')),
    simulated: integer,
    sent: integer,
    output: optional(json),
    leftOutBytes: optional(integer),
  }),
  Problem: object<Problem>({
    code: string,
    severity: choice('error', 'warning', 'info'),
    path: string,
    nodeId: optional(string),
    message: string,
    help: string,
    place: optional(object<NonNullable<Problem['place']>>({ offset: integer, length: integer })),
    fixed: optional(string),
  }),
  ExpressionCheck: object<ExpressionCheck>({
    problems: list(ref('Problem')),
    path: choice('fast', 'contained'),
    because: optional(string),
  }),
  CodeTypes: object<CodeTypes>({ declarations: string }),
  ExpressionValue: object<ExpressionValue>({ value: json, path: choice('fast', 'contained') }),
  DeploymentView: object<DeploymentView>({
    environment: string,
    flowId: string,
    major: integer,
    version: integer,
    deployedBy: string,
    deployedAt: instant,
    hook: optional(string),
    previousVersion: optional(integer),
    paused: optional(object<NonNullable<DeploymentView['paused']>>({ by: string, reason: string, since: instant })),
  }),
  WatermarkView: object<WatermarkView>({
    name: string,
    key: string,
    value: json,
    seen: integer,
    at: instant,
    runId: optional(string),
    set: optional(object<NonNullable<WatermarkView['set']>>({ at: instant, by: string, reason: string })),
  }),
  PromotionDetail: object<PromotionDetail>({
    ...promotion,
    problems: list(ref('Problem')),
    liveVersion: optional(integer),
    diff: optional({ schema: { $ref: '#/components/schemas/FlowDiff' } }),
    mayDecide: boolean,
    mayApply: boolean,
    whyNot: optional(string),
  }),
  PromotionView: object<PromotionView>(promotion),
} satisfies Partial<ShapeSchemas>;
