/** Figures of the process in Prometheus' text format. */
import type { FlowCounters } from '#flows/trace-protocol.ts';
import type { EngineHealth } from '../engine/engine.ts';

export function toPrometheus(
  health: EngineHealth,
  environments: readonly { readonly environment: string; readonly flows: readonly FlowCounters[] }[],
  watchers: number,
  certificateExpiresAt: Date | undefined,
): string {
  const lines = [
    '# HELP millrace_open_runs Runs that are not final.',
    '# TYPE millrace_open_runs gauge',
    `millrace_open_runs ${health.openRuns}`,
    '# TYPE millrace_storage_ok gauge',
    `millrace_storage_ok ${health.storage === 'ok' ? 1 : 0}`,
    '# TYPE millrace_watchers gauge',
    `millrace_watchers ${watchers}`,
    '# TYPE millrace_resident_bytes gauge',
    `millrace_resident_bytes ${process.memoryUsage.rss()}`,
  ];
  if (certificateExpiresAt !== undefined)
    lines.push(
      '# HELP millrace_certificate_expires_seconds When our own certificate ends, in seconds since 1970.',
      '# TYPE millrace_certificate_expires_seconds gauge',
      `millrace_certificate_expires_seconds ${certificateExpiresAt.getTime() / 1_000}`,
    );
  for (const figure of ['accepted', 'completed', 'failed', 'otherwise', 'duplicates'] as const) {
    lines.push(`# TYPE millrace_runs_${figure}_total counter`);
    for (const { environment, flows } of environments)
      for (const flow of flows)
        lines.push(`millrace_runs_${figure}_total{environment="${environment}",flow="${flow.flow}"} ${flow[figure]}`);
  }
  lines.push('# TYPE millrace_runs gauge');
  for (const { environment, flows } of environments) {
    for (const flow of flows)
      for (const state of ['running', 'waiting', 'held', 'parked'] as const)
        lines.push(`millrace_runs{environment="${environment}",flow="${flow.flow}",state="${state}"} ${flow[state]}`);
  }
  return `${lines.join('\n')}\n`;
}
