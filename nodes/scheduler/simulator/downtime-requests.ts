/** Machines that are down, and work again: planned around at once, with a new version of the firm plan. */
import type { Json } from '#flows/json.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';
import type { Downtime } from '../contract.ts';
import { jsonAnswer, problem } from './http-answers.ts';
import { planAround, toChanged } from './run-plan.ts';
import type { SchedulerDesk, WriteEntry } from './scheduler-desk.ts';
import type { SchedulerState } from './scheduler-state.ts';

export function listDowntimes({ state }: SchedulerDesk): SimulatorResponse {
  return jsonAnswer(200, { items: Object.values(state.downtimes) });
}

export function addDowntime(desk: SchedulerDesk, request: SimulatorRequest): SimulatorResponse {
  const entry: WriteEntry = { operation: 'add-downtime', object: 'resource', key: resourceOf(request) };
  const read = desk.readWrite(request, 'DowntimeBody', entry);
  if ('refusal' in read) return read.refusal;
  const content = read.value;
  const body = content as unknown as Omit<Downtime, 'id'>;
  if (!desk.factory.machines.some(({ name, workCentre }) => body.resource === name || body.resource === workCentre))
    return desk.refuse(request, entry, content, {
      status: 404,
      code: 'unknown-resource',
      detail: `There is no resource ${body.resource}.`,
    });
  if (Date.parse(body.to) <= Date.parse(body.from))
    return desk.refuse(request, entry, content, { status: 400, code: 'invalid-body', detail: 'The downtime ends before it begins.' });
  const known = Object.values(desk.state.downtimes).find(
    ({ resource, from, to }) => resource === body.resource && from === body.from && to === body.to,
  );
  if (known !== undefined) {
    desk.record(request, entry, content, { applied: false, refusal: 'Known already.' });
    return jsonAnswer(200, { ...known, planVersion: desk.state.planVersion, affected: [] });
  }
  const serial = desk.state.downtimeSerial + 1;
  const downtime: Downtime = { id: `down-${serial}`, ...body };
  desk.record(request, entry, content, { applied: true, detail: { id: downtime.id } });
  const downtimes = { ...desk.state.downtimes, [downtime.id]: downtime };
  return jsonAnswer(201, { ...downtime, ...planWith(desk, { ...desk.state, downtimes, downtimeSerial: serial }, false) });
}

export function removeDowntime(desk: SchedulerDesk, request: SimulatorRequest, id: string): SimulatorResponse {
  const downtime = Object.hasOwn(desk.state.downtimes, id) ? desk.state.downtimes[id] : undefined;
  const entry: WriteEntry = { operation: 'remove-downtime', object: 'resource', key: downtime?.resource ?? id };
  if (downtime === undefined) {
    desk.record(request, entry, { id }, { applied: false, refusal: 'There is no such downtime.' });
    return problem(404, 'unknown-downtime', `There is no downtime ${id}.`);
  }
  desk.record(request, entry, { id }, { applied: true });
  const { [id]: _ended, ...downtimes } = desk.state.downtimes;
  return jsonAnswer(200, { ...downtime, ...planWith(desk, { ...desk.state, downtimes }, true) });
}

function planWith(
  desk: SchedulerDesk,
  state: SchedulerState,
  everything: boolean,
): { readonly planVersion: number; readonly affected: Json } {
  const plan = planAround(desk.factoryWith(state.downtimes, state.gone), state, desk.host.now(), everything);
  desk.state = plan.state;
  desk.publish(plan.state.planVersion, toChanged(plan));
  return { planVersion: plan.state.planVersion, affected: plan.displaced.map(({ demandId }) => demandId) };
}

function resourceOf({ body }: SimulatorRequest): string {
  try {
    const { resource } = JSON.parse(body.toString('utf8')) as { readonly resource?: unknown };
    return typeof resource === 'string' ? resource : '';
  } catch {
    return '';
  }
}
