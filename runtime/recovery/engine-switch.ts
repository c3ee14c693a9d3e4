/** One engine for everybody who holds it, although the one behind it may be another later: the standing one until a loss is accepted. */
import type { Engine } from '../engine/engine.ts';

export interface EngineSwitch extends Engine {
  use(engine: Engine): void;
}

export function createEngineSwitch(first: Engine): EngineSwitch {
  let current = first;
  return {
    use(engine) {
      current = engine;
    },
    start: (request) => current.start(request),
    startMany: (requests, alongside) => current.startMany(requests, alongside),
    signal: (token, answer) => current.signal(token, answer),
    decide: (approvalId, decision) => current.decide(approvalId, decision),
    releaseGroup: (groupId, closer) => current.releaseGroup(groupId, closer),
    publish: (environment, event) => current.publish(environment, event),
    act: (runId, action) => current.act(runId, action),
    circuits: (environment) => current.circuits(environment),
    configureConnection: (connection, limits) => current.configureConnection(connection, limits),
    connectionRemoved: (connection) => current.connectionRemoved(connection),
    setCircuit: (connection, state, by, reason) => current.setCircuit(connection, state, by, reason),
    flowResumed: (environment, flow) => current.flowResumed(environment, flow),
    health: () => current.health(),
    close: (withinMs) => current.close(withinMs),
  };
}
