/**
 * frePPLe as far as demands and plans meet it, in memory: its REST interface with the words of Django REST framework, its tasks, and
 * a plan with finite capacity. For tests; the sandbox does not run it. Every write is in the record before it is answered.
 */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '#flows/json.ts';
import { addDays } from '../../sandbox/landscape.ts';
import type { SimulatorHost, SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';

export interface FreppleOptions {
  readonly user: string;
  readonly password: string;
  readonly token: string;
  /** What one location makes in a day, of everything. */
  readonly dailyCapacity: number;
  /** How often a task is asked for before it is done. */
  readonly asksUntilDone: number;
  readonly items: readonly string[];
  readonly locations: readonly string[];
}

export const DEFAULT_FREPPLE: FreppleOptions = {
  user: 'millrace',
  password: 'sandbox',
  token: 'header.payload.signature',
  dailyCapacity: 20,
  asksUntilDone: 2,
  items: ['FG-1001', 'FG-1002', 'FG-1003'],
  locations: ['1010', '1020'],
};

interface Task {
  readonly id: number;
  asks: number;
  status: string;
  readonly willFail: boolean;
}

type Host = Pick<SimulatorHost, 'record' | 'landscapeDay'>;

export class FreppleSimulator {
  readonly demands = new Map<string, JsonObject>();
  #orders: readonly JsonObject[] = [];
  readonly #tasks = new Map<number, Task>();
  readonly #host: Host;
  readonly #options: FreppleOptions;
  /** The next plan ends as Failed. */
  failNextPlan = false;
  /** No task can be started: nobody listens to the queue. */
  refusesTasks = false;

  constructor(host: Host, options: Partial<FreppleOptions> = {}) {
    this.#host = host;
    this.#options = { ...DEFAULT_FREPPLE, ...options };
  }

  handle(request: SimulatorRequest): SimulatorResponse {
    const mark = request.url.indexOf('?');
    const path = mark < 0 ? request.url : request.url.slice(0, mark);
    const query = new URLSearchParams(mark < 0 ? '' : request.url.slice(mark + 1));
    const isTask = path.startsWith('/execute/');
    if (!this.#isKnown(request)) return isTask ? redirected() : json(401, { detail: 'Invalid username/password.' });
    if (path === '/api/input/demand/')
      return request.method === 'POST' ? this.#postDemands(request) : json(200, filtered([...this.demands.values()], query));
    if (path === '/api/input/manufacturingorder/') return json(200, filtered(this.#orders, query));
    if (path === '/execute/api/status/') return json(200, this.#status(query));
    if (path === '/execute/api/runplan/' && request.method === 'POST') return this.#runPlan();
    return isTask ? redirected() : json(404, { detail: 'Not found.' });
  }

  #isKnown({ headers }: SimulatorRequest): boolean {
    const { user, password, token } = this.#options;
    const given = headers['authorization'];
    return given === `Bearer ${token}` || given === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  /** POST makes what is not there and changes what is: one row, or a list that is taken whole or not at all. */
  #postDemands({ body }: SimulatorRequest): SimulatorResponse {
    let rows: readonly JsonObject[];
    try {
      const parsed = JSON.parse(body.toString()) as Json;
      rows = (Array.isArray(parsed) ? parsed : [parsed]) as readonly JsonObject[];
    } catch (error) {
      return json(400, { detail: `JSON parse error - ${(error as Error).message}` });
    }
    const faults = rows.map((row) => this.#faultsOf(row));
    const isRefused = faults.some((one) => Object.keys(one).length > 0);
    for (const row of rows) {
      this.#host.record({
        operation: 'upsert-demand',
        object: 'demand',
        key: String(row['name']),
        hash: createHash('sha256').update(JSON.stringify(row)).digest('hex'),
        applied: !isRefused,
        ...(isRefused ? { refusal: JSON.stringify(faults) } : {}),
      });
    }
    if (isRefused) return json(400, faults);
    for (const row of rows) {
      const name = String(row['name']);
      this.demands.set(name, {
        ...EMPTY,
        ...this.demands.get(name),
        ...row,
        quantity: Number(row['quantity'] ?? this.demands.get(name)?.['quantity'] ?? 0).toFixed(8),
      });
    }
    return json(201, rows);
  }

  #faultsOf(row: JsonObject): JsonObject {
    const faults: { [field: string]: Json } = {};
    const { items, locations } = this.#options;
    if (typeof row['name'] !== 'string') faults['name'] = ['This field is required.'];
    for (const [field, known] of [
      ['item', items],
      ['location', locations],
    ] as const) {
      const value = row[field];
      if (value !== undefined && !known.includes(String(value))) faults[field] = [`Invalid pk "${String(value)}" - object does not exist.`];
    }
    if (row['quantity'] !== undefined && Number.isNaN(Number(row['quantity']))) faults['quantity'] = ['A valid number is required.'];
    if (row['due'] !== undefined && Number.isNaN(Date.parse(String(row['due']))))
      faults['due'] = ['Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].'];
    return faults;
  }

  /** Whatever goes wrong here is answered with 200 and a message. */
  #runPlan(): SimulatorResponse {
    const applied = !this.refusesTasks;
    const id = this.#tasks.size + 1;
    this.#host.record({ operation: 'run-plan', object: 'task', key: String(id), hash: '', applied });
    if (!applied) return json(200, { message: 'Exception launching task: no worker' });
    this.#tasks.set(id, { id, asks: 0, status: 'Waiting', willFail: this.failNextPlan });
    this.failNextPlan = false;
    return json(200, { taskid: id, message: 'Successfully launched task' });
  }

  #status(query: URLSearchParams): JsonObject {
    const wanted = query.getAll('id').map(Number);
    const tasks = [...this.#tasks.values()].filter((task) => (wanted.length === 0 ? !isOver(task) : wanted.includes(task.id)));
    return Object.fromEntries(
      tasks.map((task) => {
        this.#advance(task);
        const message = task.status === 'Failed' ? 'Command failed with exit code 1' : '';
        return [String(task.id), { name: 'runplan', status: task.status, message, user: this.#options.user }];
      }),
    );
  }

  #advance(task: Task): void {
    if (isOver(task)) return;
    task.asks += 1;
    if (task.asks < this.#options.asksUntilDone) task.status = '40%';
    else {
      task.status = task.willFail ? 'Failed' : 'Done';
      if (!task.willFail) this.#plan();
    }
  }

  /** By priority and due date, day after day, as much as the location makes. */
  #plan(): void {
    const free = new Map<string, number>();
    const { dailyCapacity } = this.#options;
    const orders: JsonObject[] = [];
    const open = [...this.demands.values()].filter((one) => one['status'] === 'open' || one['status'] === 'quote');
    for (const demand of open.toSorted((a, b) => urgencyOf(a).localeCompare(urgencyOf(b)))) {
      const name = String(demand['name']);
      let [left, day] = [Number(demand['quantity']), this.#host.landscapeDay];
      for (let days = 0; left > 0 && days < HORIZON_DAYS; days += 1, day = left > 0 ? addDays(day, 1) : day) {
        const slot = `${String(demand['location'])} ${day}`;
        const made = Math.min(left, dailyCapacity - (free.get(slot) ?? 0));
        if (made <= 0) continue;
        free.set(slot, (free.get(slot) ?? 0) + made);
        left -= made;
        orders.push({
          reference: `MO-${orders.length + 1}`,
          operation: `Make ${String(demand['item'])}`,
          demand: name,
          quantity: made.toFixed(8),
          status: 'proposed',
          startdate: `${day}T06:00:00`,
          enddate: `${day}T22:00:00`,
          resources: [{ resource: `LINE-${String(demand['location'])}`, quantity: '1' }],
        });
      }
      const planned = Number(demand['quantity']) - left;
      this.demands.set(name, {
        ...demand,
        plannedquantity: planned.toFixed(8),
        deliverydate: planned > 0 ? `${day}T22:00:00` : null,
        delay: planned > 0 && day > String(demand['due']).slice(0, 10) ? '86400' : '0',
      });
    }
    this.#orders = orders;
  }
}

const EMPTY: JsonObject = { status: 'open', priority: 10, plannedquantity: null, deliverydate: null, delay: null };
const HORIZON_DAYS = 60;

const isOver = ({ status }: Task): boolean => status === 'Done' || status === 'Failed';
const urgencyOf = (demand: JsonObject): string =>
  `${String(demand['priority']).padStart(3, '0')} ${String(demand['due'])} ${String(demand['name'])}`;

/** Lookups of django-filter: equal, `__in`, `__contains`. What is no filter is not heeded. */
function filtered(rows: readonly JsonObject[], query: URLSearchParams): readonly JsonObject[] {
  return rows.filter((row) =>
    [...query].every(([name, value]) => {
      const [field = '', lookup = 'exact'] = name.split('__');
      if (field === 'format') return true;
      const held = String(row[field] ?? '');
      if (lookup === 'in') return value.split(',').includes(held);
      return lookup === 'contains' ? held.includes(value) : lookup === 'exact' ? held === value : true;
    }),
  );
}

function json(status: number, body: Json): SimulatorResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

const redirected = (): SimulatorResponse => ({ status: 302, headers: { location: '/data/login/?next=/' }, body: '' });
