/** Puts the sandbox together: three simulated systems and a control port around one record, one fault panel and one kept state. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '#flows/json.ts';
import { PLANT_SHARE } from '../files/simulator/plant-share.ts';
import { createPlantSimulator } from '../files/simulator/plant-simulator.ts';
import { createControl } from './control.ts';
import { createHost } from './create-host.ts';
import { createDeliveries, type WaitingDelivery } from './deliveries.ts';
import { performExchange } from './exchange.ts';
import { type ArmedFault, createFaultPanel } from './faults.ts';
import { createLandscape } from './landscape.ts';
import { openRecord } from './record.ts';
import { createSeededDraws } from './seeded-draws.ts';
import { sendOverHttp } from './send-over-http.ts';
import type { SandboxSettings } from './settings.ts';
import type { SimulatedSystem, Simulator } from './simulator.ts';
import { type CrmClient, createSimulators, type SimulatorFactories } from './simulators.ts';
import { openStateLog } from './state-log.ts';
import { changeSubscriptions, type Subscriptions } from './subscriptions.ts';
import { openListener, type SystemListener } from './system-listener.ts';
import { createTraffic, type TrafficState } from './traffic.ts';

export interface Sandbox {
  readonly ports: { readonly [part in SimulatedSystem | 'control']: number };
  /** Stops listening and lets go of the files; the state is kept for the next start on the same folder. */
  close(): Promise<void>;
}

export const SYSTEMS: readonly SimulatedSystem[] = ['sap', 'crm', 'scheduler'];

/** The part of the kept state that is the shell's own. */
interface ShellState {
  readonly seed: number;
  readonly landscapeDay: string;
  /** How far each seeded sequence has gone. */
  readonly drawn: { readonly [sequence: string]: number };
}

/** Throws with a sentence where the folder belongs to another seed, is damaged, or a port is taken. */
export async function createSandbox(
  settings: SandboxSettings,
  factories: SimulatorFactories = createSimulators,
  now: () => number = Date.now,
): Promise<Sandbox> {
  const { folder, seed, credentials } = settings;
  mkdirSync(folder, { recursive: true });
  const log = openStateLog(folder);
  const kept = log.find('shell') as unknown as ShellState | undefined;
  if (kept !== undefined && kept.seed !== seed) {
    log.close();
    throw new Error(`${folder} was seeded with ${kept.seed}, not ${seed}. Take another folder, or the seed it was made with.`);
  }
  const record = openRecord(join(folder, 'record.jsonl'), log.recordSeq);
  let landscapeDay = kept?.landscapeDay ?? dayOf(now());
  const sequence = (name: string, offset: number) => createSeededDraws((seed + offset) >>> 0, kept?.drawn[name] ?? 0);
  const draws = {
    sap: sequence('sap', 101),
    crm: sequence('crm', 211),
    scheduler: sequence('scheduler', 307),
    faults: sequence('faults', 401),
  };

  let subscriptions = (log.find('subscriptions') ?? {}) as unknown as Subscriptions;
  let clients = (log.find('clients') ?? []) as unknown as readonly CrmClient[];
  const panel = createFaultPanel(() => draws.faults.next(), (log.find('faults') ?? []) as unknown as readonly ArmedFault[]);
  const deliveries = createDeliveries(
    {
      panel,
      subscriptions: () => subscriptions,
      callbackSecret: credentials.webhookSecret,
      now,
      send: sendOverHttp,
      onChange: () => commit([]),
    },
    (log.find('deliveries') ?? {}) as unknown as { readonly [id: string]: WaitingDelivery },
  );

  const hosts = Object.fromEntries(
    SYSTEMS.map((system) => [
      system,
      createHost({
        system,
        seed,
        landscapeDay: () => landscapeDay,
        now,
        draws: draws[system],
        record,
        panel,
        deliveries,
        simulator: () => simulators[system],
        commit: () => commit([system]),
      }),
    ]),
  ) as { readonly [system in SimulatedSystem]: ReturnType<typeof createHost> };
  const simulators: { readonly [system in SimulatedSystem]: Simulator } & { readonly crm: ReturnType<SimulatorFactories['crm']> } = {
    sap: factories.sap(hosts.sap.host, credentials),
    crm: factories.crm(hosts.crm.host, { credentials, clients: () => clients }),
    scheduler: factories.scheduler(hosts.scheduler.host, credentials),
  };
  for (const system of SYSTEMS) {
    const snapshot = log.find(system);
    if (snapshot !== undefined) simulators[system].restore(snapshot);
  }
  const traffic = createTraffic({
    desk: simulators.crm,
    kept: log.find('traffic') as unknown as TrafficState | undefined,
    landscapeDay: () => landscapeDay,
    now,
    onChange: () => commit(['crm']),
  });

  const plantTimers = new Set<NodeJS.Timeout>();
  const plant = createPlantSimulator({
    folder: join(folder, PLANT_SHARE),
    now,
    landscape: () => createLandscape(seed, landscapeDay),
    record: (draft, fault) => void record.append('plant', draft, now(), fault?.id),
    takeFault: (kinds, operation, key) => panel.take('plant', kinds, { operations: [operation], keys: [key] }),
    after(milliseconds, callback) {
      const timer = setTimeout(() => {
        plantTimers.delete(timer);
        callback();
      }, milliseconds);
      plantTimers.add(timer);
    },
    commit: () => commit([]),
  });
  const plantBefore = log.find('plant');
  if (plantBefore !== undefined) plant.restore(plantBefore);

  function commit(touched: readonly SimulatedSystem[]): void {
    if (closed) return;
    const shell: ShellState = {
      seed,
      landscapeDay,
      drawn: Object.fromEntries(Object.entries(draws).map(([name, { drawn }]) => [name, drawn])),
    };
    const parts: { [part: string]: Json } = {
      shell: shell as unknown as Json,
      faults: panel.list() as unknown as Json,
      subscriptions: subscriptions as unknown as Json,
      clients: clients as unknown as Json,
      deliveries: deliveries.waiting() as unknown as Json,
      traffic: traffic.state() as unknown as Json,
      plant: plant.snapshot(),
    };
    for (const system of touched) parts[system] = simulators[system].snapshot();
    log.save(parts, record.lastSeq);
  }

  let closed = false;
  commit(SYSTEMS);

  const listeners = {} as { [system in SimulatedSystem]: SystemListener };
  for (const [index, system] of SYSTEMS.entries()) {
    const parts = {
      simulator: simulators[system],
      panel,
      record,
      now,
      sleep,
      commit: (touched: boolean) => commit(touched ? [system] : []),
    };
    listeners[system] = await openListener({
      name: system,
      port: settings.firstPort === 0 ? 0 : settings.firstPort + index,
      exchange: (request) => performExchange(parts, request),
    });
  }
  let outages = Promise.resolve();
  /** One after the other, so that arming and removing in quick succession ends as it was said last. */
  function applyOutages(): Promise<void> {
    outages = outages
      .catch(() => undefined)
      .then(async () => {
        for (const system of SYSTEMS) {
          if (closed || panel.isArmed(system, 'outage')) await listeners[system].close();
          else await listeners[system].reopen();
        }
        plant.setAway(!closed && panel.isArmed('plant', 'outage'));
      });
    return outages;
  }
  await applyOutages();

  const control = createControl({
    token: credentials.control.token,
    panel,
    record,
    deliveries,
    traffic,
    simulators,
    plant,
    listeners,
    applyOutages,
    commit: () => commit([]),
    subscriptions: () => subscriptions,
    changeSubscriptions(changes) {
      subscriptions = changeSubscriptions(subscriptions, changes);
    },
    clients: () => clients,
    changeClients(next) {
      clients = next;
    },
    reset() {
      traffic.clear();
      panel.clear();
      deliveries.clear();
      landscapeDay = dayOf(now());
      for (const system of SYSTEMS) {
        hosts[system].cancelTimers();
        simulators[system].reset();
      }
      for (const timer of plantTimers) clearTimeout(timer);
      plant.reset();
      commit(SYSTEMS);
    },
  });
  const controlListener = await openListener({
    name: 'control',
    port: settings.firstPort === 0 ? 0 : settings.firstPort + SYSTEMS.length,
    exchange: async (request) => ({ type: 'answer', response: await control(request) }),
  });

  return {
    ports: { sap: listeners.sap.port, crm: listeners.crm.port, scheduler: listeners.scheduler.port, control: controlListener.port },
    async close() {
      if (closed) return;
      traffic.stop();
      commit(SYSTEMS);
      closed = true;
      deliveries.close();
      plant.close();
      for (const timer of plantTimers) clearTimeout(timer);
      for (const system of SYSTEMS) hosts[system].cancelTimers();
      await controlListener.close();
      await applyOutages();
      record.close();
      log.close();
    },
  };
}

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
