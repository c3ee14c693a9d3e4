/** Plain JSON of what the scheduler holds, for pages and tests. Not a part of its contract. */
import type { Json } from '#flows/json.ts';
import { commitmentOf } from './demand-requests.ts';
import { listMachines } from './read-schedule.ts';
import { dueDayOf, type PlannedLine } from './schedule-model.ts';
import type { SchedulerDesk } from './scheduler-desk.ts';

/** Days of the horizon for which working times are shown. */
const SHOWN_DAYS = 60;
const DAY_MS = 86_400_000;

/**
 * `demands[/{order}]`, `commitments[/{order}]`, `orders/{order}`, `schedule`, `plans`, `resources`, `working-times`, `downtimes`.
 * Undefined for paths that show nothing.
 */
export function viewScheduler(desk: SchedulerDesk, path: string): Json | undefined {
  const { state } = desk;
  const [subject, id] = path.split('/').slice(1);
  if (subject === 'demands') return (id === undefined ? Object.values(state.demands) : state.demands[id]) as unknown as Json | undefined;
  if (subject === 'commitments') {
    const commitments = (id === undefined ? Object.keys(state.planned) : [id]).map((demandId) => commitmentOf(desk, demandId));
    return (id === undefined ? commitments : commitments[0]) as unknown as Json | undefined;
  }
  if (subject === 'orders') return id === undefined ? undefined : viewOrder(desk, id);
  if (id !== undefined) return undefined;
  if (subject === 'schedule') return { planVersion: state.planVersion, operations: listBars(desk, Object.values(state.schedule.lines)) };
  if (subject === 'plans') return Object.values(state.runs).map(({ answer }) => answer) as unknown as Json;
  if (subject === 'resources') return listMachines(desk);
  if (subject === 'working-times') return listWorkingTimes(desk);
  if (subject === 'downtimes') return Object.values(state.downtimes) as unknown as Json;
  return undefined;
}

/** One order's demand, what the firm plan commits to, its bars, and where they stood before the plan that moved them last. */
function viewOrder(desk: SchedulerDesk, demandId: string): Json | undefined {
  const { demands, schedule, changes, formerly = {} } = desk.state;
  if (!Object.hasOwn(demands, demandId)) return undefined;
  const lines = Object.values(schedule.lines).filter((line) => line.demandId === demandId);
  return {
    demand: demands[demandId] as unknown as Json,
    commitment: (commitmentOf(desk, demandId) ?? null) as unknown as Json,
    change: (changes[demandId] ?? null) as unknown as Json,
    bars: listBars(desk, lines),
    barsBefore: listBars(desk, formerly[demandId] ?? []),
  };
}

/** Operations as bars on machines, by machine and start. A bar keeps its `key` when a plan moves it. */
function listBars({ state, factory }: SchedulerDesk, lines: readonly PlannedLine[]): readonly Json[] {
  return lines
    .flatMap((planned) =>
      planned.jobs.flatMap((job, lot) =>
        job.operations.map(({ operation, machine, start, end, changeMs }) => ({
          key: `${planned.key}/${lot}/${operation}`,
          resource: machine,
          workCentre: machine.split('/')[0]!,
          demandId: planned.demandId,
          item: planned.line.item,
          operation,
          material: planned.line.material,
          description: factory.materials.get(planned.line.material)?.description ?? planned.line.material,
          quantity: job.quantity,
          unit: planned.line.unit,
          start: new Date(start).toISOString(),
          end: new Date(end).toISOString(),
          setUpMs: changeMs,
          due: dueDayOf(planned, lot),
          revision: state.planned[planned.demandId]?.demandRevision ?? planned.demandRevision,
          late: planned.late !== undefined,
          ...(planned.late === undefined ? {} : { reason: planned.late.reason, blocking: planned.late.blocking }),
        })),
      ),
    )
    .sort((a, b) => (a.resource + a.start < b.resource + b.start ? -1 : 1));
}

/** When each machine works for these orders: `[from, to]` in epoch milliseconds, sorted. What others have reserved is left out. */
function listWorkingTimes({ factory }: SchedulerDesk): Json {
  const until = factory.start + SHOWN_DAYS * DAY_MS;
  return factory.machines.map(({ name, spans }) => ({
    resource: name,
    spans: spans.filter(({ from }) => from < until).map(({ from, to }) => [from, to]),
  }));
}
