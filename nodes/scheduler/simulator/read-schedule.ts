/** The firm plan as rows of a Gantt chart, and the machines they stand on. */
import type { Json } from '#flows/json.ts';
import type { SimulatorResponse } from '../../sandbox/simulator.ts';
import { jsonAnswer, problem } from './http-answers.ts';
import { operationsOf } from './schedule-model.ts';
import type { SchedulerDesk } from './scheduler-desk.ts';

export function readSchedule(desk: SchedulerDesk, query: URLSearchParams): SimulatorResponse {
  const [from, to] = [instant(query.get('from'), Number.NEGATIVE_INFINITY), instant(query.get('to'), Number.POSITIVE_INFINITY)];
  if (Number.isNaN(from) || Number.isNaN(to)) return problem(400, 'invalid-query', '"from" and "to" are instants, 2026-12-01T06:00:00Z.');
  return jsonAnswer(200, { planVersion: desk.state.planVersion, operations: listRows(desk, from, to) });
}

function instant(text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  return /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
}

/** Operations that touch the time from `from` to `to`, by machine and start. */
export function listRows({ state }: SchedulerDesk, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): readonly Json[] {
  return Object.values(state.schedule.lines)
    .flatMap((planned) =>
      operationsOf(planned)
        .filter(({ start, end }) => end > from && start < to)
        .map(({ operation, machine, start, end }) => ({
          resource: machine,
          workCentre: machine.split('/')[0]!,
          demandId: planned.demandId,
          item: planned.line.item,
          operation,
          material: planned.line.material,
          start: new Date(start).toISOString(),
          end: new Date(end).toISOString(),
          late: planned.late !== undefined,
        })),
    )
    .sort((a, b) => (a.resource + a.start < b.resource + b.start ? -1 : 1));
}

export function listMachines({ factory }: SchedulerDesk): readonly Json[] {
  return factory.machines.map(({ name, workCentre, plant, description, timeZone }) => ({
    resource: name,
    workCentre,
    plant,
    description,
    timeZone,
  }));
}
