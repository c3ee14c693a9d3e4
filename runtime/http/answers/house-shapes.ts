/** People, audit trail, environments, connections, senders, catalog. */
import type { ApiProblem } from '#flows/api/api-problem.ts';
import type { AuditCheck, AuditView } from '#flows/api/audit.ts';
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
import type { EnvironmentView } from '#flows/api/environments.ts';
import type { ConnectionTypesView, NodeTypesView } from '#flows/api/node-types.ts';
import {
  type InvitationCreated,
  type InvitationView,
  ROLES,
  type RoleGrant,
  type SessionView,
  type SetupDone,
  type SetupState,
  type TokenCreated,
  type TokenView,
  type UserView,
} from '#flows/api/people.ts';
import type { RecoveryView, SampleHistoryView } from '#flows/api/recovery.ts';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { RunsRemoved } from '#flows/api/runs.ts';
import type { SandboxConnection, SandboxState } from '#flows/api/sandbox.ts';
import type { ServiceEntry, ServicePreview, ServiceUse, ServiceView } from '#flows/api/services.ts';
import type {
  CheckRung,
  ComparedEntity,
  ConnectionManifest,
  ConnectionSecret,
  FieldFinding,
  OfferedOption,
  OfferedService,
  ServiceCatalogue,
  UnreadCatalogue,
} from '#flows/connection-manifest.ts';
import type { Derived, NodeManifest, Port } from '#flows/node-manifest.ts';
import { FIELD_TAGS } from '#flows/schemas/schemas.ts';
import type { OperationChange } from '#flows/services/compare-services.ts';
import type { ServiceOperation } from '#flows/services/service.ts';
import {
  boolean,
  choice,
  instant,
  integer,
  json,
  jsonObject,
  list,
  type Members,
  number,
  object,
  optional,
  record,
  string,
} from './schema-of.ts';
import { ref, type ShapeSchemas } from './shapes.ts';

const user: Members<UserView> = {
  userId: string,
  email: string,
  name: string,
  disabled: boolean,
  grants: list(ref('RoleGrant')),
  createdAt: instant,
};

const derived = object<Derived>({
  derive: choice(
    'switch-ports',
    'map-output',
    'call-flow-ports',
    'call-flow-output',
    'approval-ports',
    'trigger-body',
    'contract-input',
    'respond-output',
    'for-each-output',
    'scope-output',
    'value-map-output',
    'wait-for-event-output',
    'layout-rows',
    'layout-file',
    'layout-parts',
    'declared-answer',
    'soql-records',
    'selected-rows',
    'code-output',
    'operation-ports',
    'operation-answer',
  ),
});

const port = object<Port>({
  name: string,
  label: string,
  kind: choice('out', 'business', 'error'),
  optional: optional(boolean),
  output: optional(jsonObject),
});

const serviceEntry: Members<ServiceEntry> = {
  id: string,
  label: string,
  summary: string,
  type: choice('http/operation', 'sap/read-entities', 'sap/write-entity', 'sap/call-function'),
};

const said = { kind: choice('openapi', 'odata'), title: string, version: string, server: optional(string), path: optional(string) };

const apiProblem = object<ApiProblem>({
  type: string,
  title: string,
  status: integer,
  code: string,
  detail: string,
  help: optional(string),
  errors: optional(list(object<NonNullable<ApiProblem['errors']>[number]>({ path: string, message: string }))),
  problems: optional(list(ref('Problem'))),
  instance: optional(string),
});

export const HOUSE_SHAPES = {
  // RFC 9457: some problems say more, such as `position` or `current`.
  ApiProblem: { schema: { ...apiProblem.schema, additionalProperties: true } },
  RoleGrant: object<RoleGrant>({ role: choice(...ROLES), environment: string, folder: string, plants: optional(list(string)) }),
  UserView: object<UserView>(user),
  SessionView: object<SessionView>({ user: ref('UserView'), via: choice('session', 'token'), expiresAt: instant }),
  SetupDone: object<SetupDone>({ user: ref('UserView'), apiToken: string }),
  SetupState: object<SetupState>({ needed: boolean }),
  InvitationCreated: object<InvitationCreated>({ invitation: ref('InvitationView'), token: string }),
  InvitationView: object<InvitationView>({
    invitationId: string,
    email: string,
    grants: list(ref('RoleGrant')),
    invitedBy: string,
    createdAt: instant,
    expiresAt: instant,
  }),
  TokenCreated: object<TokenCreated>({ token: ref('TokenView'), secret: string }),
  TokenView: object<TokenView>({
    tokenId: string,
    name: string,
    prefix: string,
    grants: list(ref('RoleGrant')),
    createdBy: string,
    createdAt: instant,
    expiresAt: optional(instant),
    lastUsedAt: optional(instant),
  }),
  AuditCheck: object<AuditCheck>({ ok: boolean, rows: integer, brokenAt: optional(integer) }),
  RecoveryView: object<RecoveryView>({
    state: choice('working', 'read-only', 'going-on'),
    problem: optional(string),
    missing: optional(object<NonNullable<RecoveryView['missing']>>({ entries: integer, since: string })),
    damagedRuns: list(string),
    findings: list(string),
  }),
  RunsRemoved: object<RunsRemoved>({ removed: integer, endedBefore: instant }),
  SampleHistoryView: object<SampleHistoryView>({ state: choice('none', 'coming', 'there', 'removed'), runs: integer }),
  AuditView: object<AuditView>({
    seq: integer,
    at: instant,
    by: string,
    action: string,
    object: string,
    reason: optional(string),
    detail: optional(json),
    where: optional(
      object<NonNullable<AuditView['where']>>({ address: string, through: choice('session', 'token', 'nobody'), client: optional(string) }),
    ),
    before: optional(string),
    after: optional(string),
  }),
  ConnectionManifest: object<ConnectionManifest>({
    type: string,
    version: integer,
    label: string,
    summary: string,
    icon: string,
    settings: jsonObject,
    secrets: list(
      object<ConnectionSecret>({
        name: string,
        label: string,
        required: boolean,
        multiline: optional(boolean),
        when: optional(record(list(string))),
        whenGiven: optional(string),
      }),
    ),
    fieldTags: optional(record(choice(...FIELD_TAGS))),
    comparesMetadata: optional(boolean),
    hasCatalogue: optional(boolean),
    help: string,
  }),
  ConnectionTypesView: object<ConnectionTypesView>({ connectionTypes: list(ref('ConnectionManifest')) }),
  ConnectionView: object<ConnectionView>({
    name: string,
    type: string,
    environment: string,
    plant: optional(string),
    settings: jsonObject,
    secretsSet: list(string),
    hosts: list(string),
    limits: jsonObject,
    revision: integer,
    sandbox: boolean,
    maintenance: list(ref('MaintenanceWindow')),
    circuit: optional(ref('CircuitState')),
    lastCheck: optional(ref('ConnectionCheckView')),
  }),
  MaintenanceWindow: object<MaintenanceWindow>({ windowId: string, from: instant, to: instant, reason: string, by: string }),
  CircuitState: object<CircuitState>({
    connection: string,
    plant: optional(string),
    state: choice('closed', 'open', 'half-open', 'maintenance'),
    since: instant,
    failures: integer,
    nextTrialAt: optional(instant),
    maintenanceUntil: optional(instant),
    lastError: optional(ref('RunError')),
    held: integer,
    inFlight: integer,
  }),
  ServiceCatalogue: object<ServiceCatalogue>({
    services: list(
      object<OfferedService>({ service: string, version: integer, title: string, protocol: choice('V2', 'V4'), address: string }),
    ),
    unread: list(object<UnreadCatalogue>({ protocol: choice('V2', 'V4'), message: string })),
  }),
  OptionsView: object<OptionsView>({
    options: list(object<OfferedOption>({ value: string, label: optional(string), type: optional(string), isKey: optional(boolean) })),
    more: boolean,
    askedAt: instant,
  }),
  ServiceTextView: object<ServiceTextView>({ service: string, protocol: choice('V2', 'V4'), text: string }),
  MetadataComparisonView: object<MetadataComparisonView>({
    service: string,
    services: list(string),
    mapsFields: boolean,
    flows: list(string),
    source: choice('connection', 'file'),
    mapped: record(string),
    entities: list(
      object<ComparedEntity>({
        name: string,
        isThere: boolean,
        findings: list(
          object<FieldFinding>({
            field: string,
            kind: choice('missing', 'not-writable', 'other-type', 'shorter'),
            weight: choice('stops', 'limits'),
            consequence: string,
          }),
        ),
        extra: list(string),
      }),
    ),
  }),
  ConnectionCheckView: object<ConnectionCheckView>({
    at: instant,
    ok: boolean,
    rungs: list(
      object<CheckRung>({
        name: string,
        state: choice('passed', 'failed', 'skipped'),
        message: string,
        fix: optional(string),
        durationMs: number,
      }),
    ),
  }),
  ConsumerCreated: object<ConsumerCreated>({ consumer: ref('ConsumerView'), credential: optional(string), address: string }),
  ConsumerView: object<ConsumerView>({
    consumerId: string,
    environment: string,
    flowId: string,
    name: string,
    owner: string,
    kind: choice('signed', 'api-key', 'basic', 'secret-path', 'jwt', 'certificate'),
    quotaPerMinute: optional(integer),
    createdAt: instant,
    previousUntil: optional(instant),
    settings: optional(jsonObject),
  }),
  ServiceOperation: object<ServiceOperation>({ ...serviceEntry, config: jsonObject }),
  ServiceView: object<ServiceView>({
    name: string,
    revision: integer,
    ...said,
    importedBy: string,
    importedAt: instant,
    operations: list(object<ServiceEntry>(serviceEntry)),
  }),
  ServicePreview: object<ServicePreview>({
    kind: optional(said.kind),
    title: optional(string),
    version: optional(string),
    server: said.server,
    path: said.path,
    operations: optional(list(object<ServiceEntry>(serviceEntry))),
    problems: list(ref('Problem')),
    changes: list(
      object<OperationChange>({ operation: string, kind: choice('added', 'removed', 'changed'), breaks: boolean, reasons: list(string) }),
    ),
    uses: list(ref('ServiceUse')),
  }),
  ServiceUse: object<ServiceUse>({
    flowId: string,
    name: string,
    version: optional(integer),
    draftId: optional(string),
    liveIn: list(string),
    nodeId: string,
    label: string,
    operation: string,
    standing: choice('same', 'differs', 'breaks'),
    reasons: list(string),
  }),
  ReferenceView: object<ReferenceView>({ name: string, value: json, revision: integer, changedAt: instant }),
  EnvironmentView: object<EnvironmentView>({ name: string, label: string, position: integer, production: boolean }),
  NodeManifest: object<NodeManifest>({
    type: string,
    version: integer,
    label: string,
    summary: string,
    category: choice('trigger', 'logic', 'sap', 'crm', 'scheduling', 'files', 'http', 'people'),
    icon: string,
    kind: choice('trigger', 'step', 'container'),
    effects: choice('pure', 'read', 'write', 'engine'),
    connection: optional(string),
    config: jsonObject,
    ports: { schema: { oneOf: [list(port).schema, derived.schema] } },
    output: { schema: { anyOf: [derived.schema, jsonObject.schema] } },
    help: string,
    example: optional(object<NonNullable<NodeManifest['example']>>({ config: jsonObject, output: optional(json) })),
    idempotency: optional(choice('receiver-honours-key', 'naturally-idempotent', 'probe', 'by-config')),
    defaultTimeoutMs: optional(integer),
  }),
  NodeTypesView: object<NodeTypesView>({ nodeTypes: list(ref('NodeManifest')) }),
  SandboxConnection: object<SandboxConnection>({ name: string, type: string, settings: jsonObject, secrets: list(string) }),
  SandboxState: object<SandboxState>({
    running: boolean,
    systems: list(object<SandboxState['systems'][number]>({ system: choice('sap', 'crm', 'scheduler'), url: string, listening: boolean })),
    faults: list(jsonObject),
    traffic: optional(jsonObject),
    deliveries: optional(jsonObject),
    recordSeq: optional(integer),
  }),
  Json: json,
} satisfies Partial<ShapeSchemas>;
