/** Every resource of the API, in the order of its description: the one list that routing, rights, inventory and OpenAPI come from. */
import type { ConnectionType } from '#nodes/connection.ts';
import type { NodeType } from '#nodes/node.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Invitations } from '../accounts/invitations.ts';
import type { ConnectionService } from '../connections/connection-service.ts';
import type { Engine } from '../engine/engine.ts';
import type { ReferenceData } from '../engine/reference-data.ts';
import type { ExpressionEngine } from '../expressions/evaluator.ts';
import type { TryParts } from '../flow-tests/try-flow.ts';
import type { LiveServer } from '../live/live-server.ts';
import type { RecoveryMode } from '../recovery/recovery-mode.ts';
import type { SandboxControl } from '../sandbox/sandbox-control.ts';
import type { SandboxSystem } from '../sandbox/sandbox-systems.ts';
import type { ValidateValue } from '../schema-validation.ts';
import type { OpenForPeople } from '../secrets/open-for-people.ts';
import { createReadApart } from '../services/read-apart.ts';
import { createServiceUses } from '../services/service-uses.ts';
import type { Definitions } from '../store/definitions.ts';
import { createFieldUseIndex } from '../versions/field-use-index.ts';
import type { FlowLanguage } from '../versions/flow-language.ts';
import type { FlowService } from '../versions/flow-service.ts';
import type { PromotionService } from '../versions/promotion-service.ts';
import { describeApi } from './openapi.ts';
import type { Route } from './route.ts';
import { bundleRoutes } from './routes/bundle-routes.ts';
import { connectionRoutes } from './routes/connection-routes.ts';
import { type ConsumerRouteParts, consumerRoutes } from './routes/consumer-routes.ts';
import { expressionRoutes } from './routes/expression-routes.ts';
import { fieldUseRoutes } from './routes/field-use-routes.ts';
import { flowRoutes } from './routes/flow-routes.ts';
import { type GroupRouteParts, groupRoutes } from './routes/group-routes.ts';
import { invitationRoutes } from './routes/invitation-routes.ts';
import { liveRoutes } from './routes/live-routes.ts';
import { type OperationsRouteParts, operationsRoutes } from './routes/operations-routes.ts';
import { peopleRoutes } from './routes/people-routes.ts';
import { promotionRoutes } from './routes/promotion-routes.ts';
import { recoveryRoutes } from './routes/recovery-routes.ts';
import { referenceRoutes } from './routes/reference-routes.ts';
import { type RetentionRouteParts, retentionRoutes } from './routes/retention-routes.ts';
import { revealRoutes } from './routes/reveal-routes.ts';
import { type RunRouteParts, runRoutes } from './routes/run-routes.ts';
import { type SampleHistoryRouteParts, sampleHistoryRoutes } from './routes/sample-history-routes.ts';
import { sandboxRoutes } from './routes/sandbox-routes.ts';
import { scheduleRoutes } from './routes/schedule-routes.ts';
import { serviceRoutes } from './routes/service-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { type SlotRouteParts, slotRoutes } from './routes/slot-routes.ts';
import { testRoutes } from './routes/test-routes.ts';
import { tryRoutes } from './routes/try-routes.ts';
import { unitRoutes } from './routes/unit-routes.ts';
import { waiverRoutes } from './routes/waiver-routes.ts';
import { watermarkRoutes } from './routes/watermark-routes.ts';

export interface RouteParts extends Pick<RunRouteParts, 'queries' | 'documentsOf' | 'inputFaults'> {
  readonly reads: RunRouteParts['reads'] & GroupRouteParts['reads'] & SlotRouteParts['reads'];
  readonly slots: SlotRouteParts['live'];
  readonly version: string;
  readonly accounts: Accounts;
  readonly invitations: Invitations;
  readonly definitions: Definitions;
  readonly flows: FlowService;
  readonly promotions: PromotionService;
  readonly connections: ConnectionService;
  readonly catalog: { readonly nodeTypes: readonly NodeType[]; readonly connectionTypes: readonly ConnectionType[] };
  readonly consumers: Pick<ConsumerRouteParts, 'vault' | 'quotas' | 'live' | 'now'>;
  readonly engine: Engine;
  readonly expressions: ExpressionEngine;
  readonly language: FlowLanguage;
  readonly validate: ValidateValue;
  readonly reference: ReferenceData;
  readonly live: () => Pick<LiveServer, 'stream'>;
  readonly sandbox: () => SandboxControl | undefined;
  readonly sandboxSystems: readonly SandboxSystem[];
  readonly opened: OpenForPeople;
  readonly readEvents: OperationsRouteParts['readEvents'];
  readonly retention: RetentionRouteParts['retention'];
  readonly sampleHistory: SampleHistoryRouteParts['history'];
  readonly recovery: RecoveryMode;
  readonly trying: Pick<TryParts, 'connections' | 'redactor' | 'sealed'>;
  readonly now: () => number;
}

export function listRoutes(parts: RouteParts): readonly Route[] {
  const { accounts, definitions, flows, engine, reads, queries, expressions, reference, now } = parts;
  const isEnvironment = (name: string) => definitions.listEnvironments().some((environment) => environment.name === name);
  const folderOf = (flow: string) => flows.findDocument(flow)?.owner;
  /** One queue of readings for all who give descriptions. */
  const described = { serviceUses: createServiceUses(definitions), readApart: createReadApart() };
  const testing = {
    nodeTypes: parts.catalog.nodeTypes,
    expressions,
    reference,
    validate: parts.validate,
    findCalled: findNewest(definitions),
  };
  const routes: Route[] = [
    ...sessionRoutes(accounts, definitions),
    ...peopleRoutes(accounts, definitions),
    ...invitationRoutes(parts.invitations),
    ...flowRoutes(flows, definitions),
    ...fieldUseRoutes({
      index: createFieldUseIndex({ definitions, language: parts.language }),
      definitions,
      findDocument: flows.findDocument,
    }),
    ...testRoutes({
      definitions,
      folderOf,
      now,
      language: parts.language,
      testing,
    }),
    ...tryRoutes({ definitions, folderOf, language: parts.language, trying: { ...testing, ...parts.trying, circuits: engine.circuits } }),
    ...promotionRoutes(parts.promotions, folderOf, isEnvironment),
    ...connectionRoutes(parts.connections, parts.catalog, isEnvironment),
    ...consumerRoutes({ definitions, isEnvironment, folderOf, ...parts.consumers }),
    ...referenceRoutes(definitions, isEnvironment),
    unitRoutes(definitions, isEnvironment),
    ...serviceRoutes({ definitions, ...described }),
    ...waiverRoutes({
      definitions,
      environments: definitions,
      nodeTypes: (type) => parts.catalog.nodeTypes.find(({ manifest }) => manifest.type === type)?.manifest,
      systemApis: parts.language.systemApis,
      listConnections: definitions.listConnections,
      findDocument: flows.findDocument,
      now,
    }),
    ...bundleRoutes({
      ...described,
      definitions,
      language: parts.language,
      nodeTypes: parts.catalog.nodeTypes,
      version: parts.version,
      isEnvironment,
      folderOf,
    }),
    scheduleRoutes(now),
    ...runRoutes({
      engine,
      reads,
      queries,
      isEnvironment,
      folderOf,
      documentsOf: parts.documentsOf,
      inputFaults: parts.inputFaults,
      audit: definitions,
      opened: parts.opened,
    }),
    ...revealRoutes({ reads, folderOf, opened: parts.opened, audit: definitions }),
    ...operationsRoutes({ engine, reads, queries, definitions, isEnvironment, folderOf, readEvents: parts.readEvents, now }),
    ...slotRoutes({ engine, reads, audit: definitions, folderOf, now, live: parts.slots, reference, inputFaults: parts.inputFaults }),
    ...groupRoutes({ engine, reads, queries, audit: definitions, isEnvironment, folderOf }),
    ...watermarkRoutes({ definitions, isEnvironment, folderOf }),
    ...recoveryRoutes(parts.recovery),
    ...retentionRoutes({ retention: parts.retention, audit: definitions, now }),
    ...sampleHistoryRoutes({ history: parts.sampleHistory }),
    ...liveRoutes(parts.live),
    ...expressionRoutes({ expressions, reference, language: parts.language, findDocument: flows.findDocument }),
    ...sandboxRoutes(parts.sandbox, parts.sandboxSystems),
    {
      method: 'GET',
      path: '/api/openapi.json',
      summary: 'This description.',
      answer: 'Json',
      right: 'signed-in',
      handle: () => ({ body: describeApi(routes, parts.version) }),
    },
  ];
  return routes;
}

/** Newest version of a flow with a contract. */
function findNewest(definitions: Pick<Definitions, 'latestVersion' | 'findVersion'>): TryParts['findCalled'] {
  return (flow, major) => {
    for (let version = definitions.latestVersion(flow) ?? 0; version > 0; version -= 1) {
      const row = definitions.findVersion(flow, version);
      if (row?.major === major) return row;
    }
    return undefined;
  };
}
