/**
 * When a connection is not to be called, as it was announced: kept beside its limits, so that no version of its settings carries it and
 * who saves a form loses none. Pure.
 */
import type { MaintenanceWindow } from '#flows/api/connections.ts';
import type { JsonObject } from '#flows/json.ts';
import type { Problem } from '#flows/problem.ts';

export const MOST_WINDOWS = 50;
const LONGEST_MS = 31 * 86_400_000;

/** Those that have not ended, by time. */
export function windowsOf(limits: JsonObject, now: number): readonly MaintenanceWindow[] {
  const stored = (limits['maintenance'] ?? []) as unknown as readonly MaintenanceWindow[];
  return stored.filter(({ to }) => Date.parse(to) > now).toSorted((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
}

/** What is wrong with an announcement, by its field; empty when nothing is. */
export function windowFaults(from: string, to: string, now: number): readonly Problem[] {
  const [begins, ends] = [Date.parse(from), Date.parse(to)];
  const faults = [
    ...(Number.isNaN(begins) ? [fault('/from', `"${from}" is no instant that there is.`)] : []),
    ...(Number.isNaN(ends) ? [fault('/to', `"${to}" is no instant that there is.`)] : []),
  ];
  if (faults.length > 0) return faults;
  if (ends <= begins) return [fault('/to', 'The window ends before it begins.')];
  if (ends <= now) return [fault('/to', 'The window is over already.')];
  if (ends - begins > LONGEST_MS) return [fault('/to', 'A window lasts 31 days at most; hold the connection by hand for longer.')];
  return [];
}

export function withoutMaintenance({ maintenance: _windows, ...limits }: JsonObject): JsonObject {
  return limits;
}

function fault(path: string, message: string): Problem {
  return { code: 'invalid-maintenance', severity: 'error', path, message, help: 'Give two instants in UTC, the later one still to come.' };
}
