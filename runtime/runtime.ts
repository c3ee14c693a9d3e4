/** Puts the runtime together: the one place that knows every part. Starts in the order in which parts need one another, stops backwards. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FlowDocument } from '#flows/flow.ts';
import { connectionTypes, nodeTypes } from '#nodes/catalog.ts';
import { PLANT_SHARE } from '#nodes/files/simulator/plant-share.ts';
import { createAccounts } from './accounts/accounts.ts';
import { createInvitations } from './accounts/invitations.ts';
import { PASSWORD_COST } from './accounts/passwords.ts';
import { createSignInThrottle } from './accounts/sign-in-throttle.ts';
import { createResumeServer } from './callbacks/resume-server.ts';
import type { RuntimeConfig } from './config.ts';
import { connectionId, createConnectionRegistry } from './connections/connection-registry.ts';
import { createConnectionService } from './connections/connection-service.ts';
import { createSameSystem } from './connections/same-system.ts';
import { createEchoFilter } from './echoes/echo-filter.ts';
import type { EmbeddedEngine } from './embedded/create-embedded-engine.ts';
import { systemClock } from './engine/clock.ts';
import { createExpressionEngine } from './expressions/expression-engine.ts';
import type { SampleHistoryWriting } from './first-start/sample-history/write-sample-history.ts';
import { connectSandbox } from './first-start/sandbox-connections.ts';
import { createHookConsumers } from './hooks/hook-consumers.ts';
import { createHookServer } from './hooks/hook-server.ts';
import { createIssuerKeys, createKeyFetcher } from './hooks/issuer-keys.ts';
import { createQuotas } from './hooks/quotas.ts';
import { createCertificateKeeper } from './http/certificate-keeper.ts';
import { answerErrors, answerNothingHere, createApi } from './http/create-api.ts';
import { listRoutes } from './http/list-routes.ts';
import { createMetrics } from './http/metrics.ts';
import { createHostCheck } from './http/origin.ts';
import { createRequestRate } from './http/request-rate.ts';
import { type ListeningServer, listen, servePages } from './http-server.ts';
import { newId } from './ids.ts';
import { createCounterBook, seedCounters } from './live/counters.ts';
import { createLiveHistory } from './live/live-history.ts';
import { createLiveServer, PING_MS } from './live/live-server.ts';
import { type Log, withoutSecrets } from './log.ts';
import { openEngine, sealStore } from './open-engine.ts';
import { createPollHost } from './polling/poll-host.ts';
import { polledFlows } from './polling/polled-flow.ts';
import { createEngineSwitch } from './recovery/engine-switch.ts';
import { createRecoveryMode } from './recovery/recovery-mode.ts';
import { createStandingEngine } from './recovery/standing-engine.ts';
import { createRetentionKeeper } from './retention-keeper.ts';
import { collectRunDocuments } from './runs/run-documents.ts';
import { listSandboxSystems } from './sandbox/sandbox-systems.ts';
import { type LaunchedSandbox, launchSandbox, type SandboxWorld, startSandboxWorld } from './sandbox/sandbox-world.ts';
import { createSchemaValidation } from './schema-validation.ts';
import { deriveKey } from './secrets/derive-key.ts';
import { openMasterKeys } from './secrets/master-key.ts';
import { createOpenForPeople } from './secrets/open-for-people.ts';
import { createRedactor } from './secrets/redact.ts';
import { createSealedValues } from './secrets/sealed-values.ts';
import { createSecretStore } from './secrets/secret-store.ts';
import { takeOverSecrets } from './secrets/take-over-secrets.ts';
import type { Definitions } from './store/definitions.ts';
import { openStore } from './store/open-store.ts';
import { isJournalDamaged } from './store/opening-check.ts';
import { createFlowLanguage } from './versions/create-flow-language.ts';
import { createDeployedFlowRegistry } from './versions/deployed-flow-registry.ts';
import { createEditorLimit } from './versions/editor-limit.ts';
import { emergencyAlarm } from './versions/emergency-alarm.ts';
import { createFlowService } from './versions/flow-service.ts';
import { findInputFaults } from './versions/input-faults.ts';
import { createPromotionService } from './versions/promotion-service.ts';
import { dayOf } from './waivers/waiver-service.ts';

export const VERSION = '0.1.0';

export interface RunningRuntime {
  readonly url: string;
  readonly port: number;
  /** Printed once, while nobody administers this installation. */
  readonly setupLink: string | undefined;
  /** Of the sandbox, which lives on after a crash. */
  readonly sandboxPid: number | undefined;
  /** Reads the certificate of the listener again; does nothing where plain HTTP is spoken. */
  renewCertificate(): void;
  close(): Promise<void>;
}

const DRAIN_MS = 9_000;

/** What tests change and nobody else: the clock of sessions and tokens, what a password costs, how often sockets are looked after, how much sample history is enough. */
export interface RuntimeAdjustments {
  readonly now?: () => number;
  readonly passwordCost?: number;
  readonly pingMs?: number;
  readonly mostSampleStories?: number;
}

export async function startRuntime(
  config: RuntimeConfig,
  plainLog: Log,
  { now = Date.now, passwordCost = PASSWORD_COST, pingMs = PING_MS, mostSampleStories }: RuntimeAdjustments = {},
): Promise<RunningRuntime> {
  const certificate = createCertificateKeeper(config.tls, plainLog, now);
  const store = openStore({ dataFolder: config.dataFolder, sampleHistory: config.sampleHistory && config.sandbox && config.examples });
  const { definitions, reads, writer, queries } = store;
  const masterKeys = openMasterKeys(config.keyFile, config.dataFolder, listKeyIds(definitions));
  const redactor = createRedactor();
  const log = withoutSecrets(plainLog, redactor);
  const vault = createSecretStore(masterKeys, redactor);
  if (!isJournalDamaged(store.damage)) await takeOverSecrets(store.secrets, vault, masterKeys, log);
  for (const sentence of store.damage.sentences) log.error('store damaged', new Error(sentence));
  const findNodeType = (type: string) => nodeTypes.find(({ manifest }) => manifest.type === type);
  const registry = createDeployedFlowRegistry(definitions, findNodeType);
  registry.reload();
  const expressions = createExpressionEngine();
  const language = createFlowLanguage({
    nodeTypes,
    definitions,
    expressions,
    openWaivers: (flowId, folder) => definitions.openWaivers(flowId, folder, dayOf(now())),
    sameSystem: () => createSameSystem(() => definitions.listConnections()),
  });
  const reference = store.referenceData;
  const validate = createSchemaValidation();

  const plantShare = join(config.dataFolder, 'sandbox', PLANT_SHARE);
  const launched = config.sandbox
    ? await launchSandbox(join(config.dataFolder, 'sandbox'), config.sandboxPort, config.authoritiesFile)
    : undefined;
  const sandboxSystems = launched === undefined ? [] : listSandboxSystems(launched.ports, launched.credentials, plantShare);
  let sandbox: SandboxWorld | undefined;
  let server: ListeningServer | undefined;
  /** Whoever waited for "ready" may set up, deploy and send. */
  let isOpen = false;
  const ownUrl = () =>
    config.publicUrl ??
    `${certificate === undefined ? 'http' : 'https'}://${config.host === '::1' ? '[::1]' : config.host}:${server?.port ?? config.port}`;
  const connections = createConnectionRegistry({
    definitions,
    unseal: vault.unseal,
    sandboxPorts: () => launched?.systemPorts ?? [],
    ownPort: () => server?.port ?? config.port,
    network: config.outbound,
    fileRoots: config.fileRoots,
    sandboxShare: launched === undefined ? undefined : plantShare,
  });

  let running: EmbeddedEngine | undefined;
  let retention: ReturnType<typeof createRetentionKeeper> | undefined;
  let samples: SampleHistoryWriting | undefined;
  const connectionService = createConnectionService({
    variable: (environment, name) => store.definitions.findReference(environment, 'variable', name)?.value,
    definitions,
    registry: connections,
    types: connectionTypes,
    redact: redactor.json,
    seal: vault.seal,
    circuitOf: (environment, name, plant) =>
      running?.circuits(environment).find((circuit) => circuit.connection === name && circuit.plant === plant),
    flowsThatUse: (environment, name) =>
      registry.live
        .filter(({ deployment, published }) => deployment.environment === environment && usesConnection(published.document, name))
        .map(({ deployment }) => deployment.flowId),
    changed: (connection) =>
      running?.configureConnection(connection, connections.limits(connection.environment, connection.connection, connection.plant)),
    removed: (connection) => running?.connectionRemoved(connection),
    sandboxSystems: () => sandboxSystems,
    now: Date.now,
  });

  const sealed = createSealedValues(masterKeys, deriveKey(masterKeys.oldest, 'tokens of sealed values'));
  const callbackKey = deriveKey(masterKeys.oldest, 'callback addresses');
  const recovery = createRecoveryMode({
    damage: store.damage,
    clock: systemClock,
    acceptDamage: store.acceptDamage,
    async begin() {
      // Not done at a start that only looks: it may write.
      await takeOverSecrets(store.secrets, vault, masterKeys, log);
      if (running === undefined) await beginEngine();
    },
    feed: feedEngine,
    failed(what, error) {
      log.error(what, error);
      return redactor.text(error instanceof Error ? error.message : String(error));
    },
  });
  const whyStanding = recovery.standsStill();
  const openWorkingEngine = () =>
    openEngine({
      store,
      flows: registry,
      connections,
      expressions,
      validate,
      sealed,
      callbackKey,
      redactor,
      log,
      url: ownUrl,
      maxOpenRuns: config.maxOpenRuns,
      maxFlowRuns: config.maxFlowRuns,
      onDuplicate: (environment, flow) => counters.countDuplicate(environment, flow),
    });
  const engine = createEngineSwitch(createStandingEngine(() => recovery.standsStill() ?? 'Millrace is starting. Send the message again.'));
  if (whyStanding === undefined) await beginEngine();

  async function beginEngine(): Promise<void> {
    // Before the engine: the runs that it recovers reach the sandbox where it listens now.
    if (launched !== undefined) await connectSandbox(connectionService, definitions, sandboxSystems, log);
    running = openWorkingEngine();
    engine.use(running);
  }

  /** What brings messages, and what goes on by itself: what of it is not there yet. */
  async function feedEngine(): Promise<void> {
    try {
      if (launched !== undefined) sandbox ??= await beginSandbox(launched);
    } finally {
      // Systems outside are asked for messages, whatever becomes of the simulated ones.
      deploymentsChanged();
    }
    await running?.recovered;
    retention ??= createRetentionKeeper(store.retention, config.keepRunsDays, log, Date.now);
    if (store.sampleHistory.isWanted && config.sampleHistory && launched !== undefined) {
      // With the examples that it tells: once in the life of an installation.
      const { writeSampleHistory } = await import('./first-start/sample-history/write-sample-history.ts');
      samples ??= writeSampleHistory({
        history: store.sampleHistory,
        writer: sealStore({ store, flows: registry, redactor, sealed }).writer,
        nodeTypes,
        flows: registry,
        live: () => registry.live,
        expressions,
        validate,
        reference,
        log,
        now: Date.now,
        ...(mostSampleStories === undefined ? {} : { mostStories: mostSampleStories }),
      });
    }
  }

  async function beginSandbox(launched: LaunchedSandbox): Promise<SandboxWorld> {
    const world = await startSandboxWorld({
      launched,
      definitions,
      flowService: service,
      vault,
      examples: config.examples && accounts.needsSetup(),
      url: ownUrl,
      live: () => registry.live,
      log,
    });
    log.info(world.adopted ? 'sandbox adopted' : 'sandbox started', { ports: [...world.ports] });
    return world;
  }

  const counters = createCounterBook();
  const deploying = {
    definitions,
    registry,
    language,
    hasConnection: (environment: string, role: string) => definitions.listConnections(environment).some(({ name }) => name === role),
    deploymentsChanged,
  };
  const service = createFlowService({
    flowResumed: engine.flowResumed,
    ...deploying,
    editors: createEditorLimit(now),
    nameOfUser: (userId) => definitions.findUser(userId)?.name ?? userId,
  });
  const promotions = createPromotionService({
    ...deploying,
    alarm: (promotion, withoutWaiver) =>
      writer.write((tx) =>
        tx.insertException({
          exceptionId: newId(),
          environment: promotion.toEnvironment,
          flow: promotion.flowId,
          ...emergencyAlarm(promotion, withoutWaiver),
          owner: service.findDocument(promotion.flowId)?.owner ?? promotion.flowId,
          raisedAt: new Date().toISOString(),
          state: 'open',
        }),
      ),
  });
  const folderOf = (flow: string) => service.findDocument(flow)?.owner;

  const isOwnHost = createHostCheck(config.host, config.publicUrl);
  const history = createLiveHistory({ events: store, lastSeq: () => writer.lastSeq(), counters });
  const live = createLiveServer({
    history,
    publicUrl: config.publicUrl,
    isOwnHost,
    now,
    pingMs,
    authenticate: (headers) => accounts.authenticate(headers),
    peek: (headers) => accounts.peek(headers),
    findRunScope(runId) {
      const run = reads.findRun(runId);
      return run === undefined
        ? undefined
        : { environment: run.environment, folder: folderOf(run.flow) ?? '', ...(run.plant === undefined ? {} : { plant: run.plant }) };
    },
    findFolder: folderOf,
  });
  const accounts = createAccounts({
    people: definitions,
    throttle: createSignInThrottle(now),
    now,
    passwordCost,
    credentialEnded: (credentialId) => live.credentialEnded(credentialId),
    rightsChanged: (userId) => live.rightsChanged(userId),
  });
  counters.onChange((environment, flow) => live.countersChanged(environment, flow));
  writer.onCommitted((appended) => {
    const real = appended.filter(({ sample }) => sample === undefined);
    for (const one of real) counters.apply(one);
    if (real.length > 0) live.deliver(real);
  });

  const echoes = createEchoFilter({ reads, writer, digestKey: callbackKey, now: Date.now });
  const polls = createPollHost({
    engine,
    echoes,
    watermark: reads.watermark,
    now: Date.now,
    newId,
    log: (message, fields) => log.warn(message, fields),
  });
  const quotas = createQuotas(now);
  for (const { consumerId, quotaPerMinute } of definitions.listConsumers())
    if (quotaPerMinute !== undefined) quotas.set(consumerId, quotaPerMinute);

  function deploymentsChanged(): void {
    registry.reload();
    polls.replace(polledFlows(registry.live, connections.open));
    if (sandbox !== undefined)
      sandbox.deploymentsChanged(registry.live).catch((error: unknown) => log.error('the sandbox could not be told where to send', error));
  }

  const routes = listRoutes({
    version: VERSION,
    accounts,
    invitations: createInvitations({ people: definitions, now, passwordCost }),
    definitions,
    flows: service,
    promotions,
    connections: connectionService,
    catalog: { nodeTypes, connectionTypes },
    consumers: { vault, quotas, live: () => registry.live, now },
    slots: () => registry.live,
    engine,
    reads,
    queries,
    documentsOf: (run) => collectRunDocuments(run, store.readRunEventsAfter(run.runId, 0, 1)[0], registry),
    inputFaults: (...asked) => findInputFaults({ registry, nodeTypes, validate }, ...asked),
    expressions,
    language,
    validate,
    reference,
    live: () => live,
    sandbox: () => sandbox?.control,
    sandboxSystems,
    opened: createOpenForPeople(sealed, store.sealedValues),
    readEvents: store.readEventsAfter,
    retention: store.retention,
    sampleHistory: store.sampleHistory,
    recovery,
    trying: { connections, redactor, sealed },
    now,
  });
  const authenticate = (headers: Parameters<typeof accounts.authenticate>[0]) => accounts.authenticate(headers);
  const errors = {
    logError: (error: unknown, context: { readonly method: string; readonly path: string; readonly id: string }) =>
      log.error('request failed', error, context),
    newId,
  };
  const rate = createRequestRate(config.apiRate, now);
  const api = createApi({
    routes,
    authenticate,
    rate,
    isOwnHost,
    standsStill: recovery.standsStill,
    publicUrl: config.publicUrl,
    behindProxy: config.behindProxy,
  });
  servePages(api, fileURLToPath(new URL('../editor', import.meta.url)));
  api.use(answerNothingHere);
  api.use(answerErrors(errors));

  server = await listen(
    {
      api,
      live,
      hooks: createHookServer({
        engine,
        standsStill: recovery.standsStill,
        table: () => registry.hooks,
        consumers: createHookConsumers({ definitions, vault, now }),
        findKeys: createIssuerKeys(
          createKeyFetcher(config.outbound, () => server?.port ?? config.port),
          now,
        ).find,
        quotas,
        validate,
        echoes,
        findUsedMessage: store.findUsedMessage,
        publicUrl: ownUrl,
        now,
        newId,
        logError: (error, context) => log.error('webhook failed', error, context),
      }),
      resume: createResumeServer({
        engine,
        reads,
        callbackKey,
        standsStill: recovery.standsStill,
        logError: (error) => log.error('callback failed', error),
      }),
      isReady: () => isOpen && engine.health().ready && engine.health().storage === 'ok',
      metrics: createMetrics({
        authenticate,
        definitions,
        engine,
        counters,
        live,
        certificateExpiresAt: () => certificate?.current.expiresAt,
      }),
    },
    config.host,
    config.port,
    certificate?.current,
  );

  seedCounters(counters, reads);
  if (whyStanding === undefined) await feedEngine();
  else log.error('nothing is taken and nothing runs', new Error(whyStanding));

  const setupLink = accounts.needsSetup() ? `${ownUrl()}/setup#${await accounts.openSetup(config.setupToken)}` : undefined;
  isOpen = true;
  store.checkPages().then(
    (sentence) => sentence !== undefined && log.error('store damaged', new Error(sentence)),
    (error: unknown) => log.error('the pages of the store could not be looked at', error),
  );
  return {
    url: ownUrl(),
    port: server.port,
    setupLink,
    sandboxPid: launched?.pid,
    renewCertificate: () => certificate?.renew((tls) => server?.useCertificate(tls)),
    async close() {
      server?.stopIntake();
      await recovery.close();
      retention?.close();
      samples?.stop();
      await samples?.done;
      await polls.close();
      await engine.close(DRAIN_MS);
      live.close();
      await server?.close();
      await connections.close();
      await expressions.close();
      await store.close();
    },
  };
}

function usesConnection(document: FlowDocument, name: string): boolean {
  return Object.values(document.nodes).some(({ connection }) => connection === name);
}

/** Keys that stored secrets need: a start without one of them is refused before anything is written (F41). */
function listKeyIds(definitions: Definitions): readonly string[] {
  const owners = [
    ...definitions.listConnections().map(connectionId),
    ...definitions.listConsumers().map(({ consumerId }) => `consumer/${consumerId}`),
  ];
  return [...new Set(owners.flatMap((owner) => definitions.listSecrets(owner).map(({ keyId }) => keyId)))];
}
