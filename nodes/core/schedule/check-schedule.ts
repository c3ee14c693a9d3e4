/** What the schema of a schedule cannot say: can the pattern be read, is there such a zone, does it ever fall due? */
import { Cron } from 'croner';
import type { ConfigFinding } from '#flows/check/checked-flow.ts';
import type { JsonObject } from '#flows/json.ts';

export function checkSchedule({ cron, timeZone }: JsonObject): readonly ConfigFinding[] {
  const findings: ConfigFinding[] = [];
  if (!isTimeZone(String(timeZone)))
    findings.push({
      path: ['timeZone'],
      message: `"${String(timeZone)}" is no time zone.`,
      help: 'Give the name that the IANA list has, e.g. Europe/Berlin or America/New_York.',
    });
  const why = findPatternFault(String(cron));
  if (why !== undefined)
    findings.push({
      path: ['cron'],
      message: why,
      help: 'Five fields: minute, hour, day of month, month, day of week, e.g. "0 6 * * 1-5".',
    });
  return findings;
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function findPatternFault(pattern: string): string | undefined {
  try {
    if (new Cron(pattern, { paused: true }).nextRun() === null) return `"${pattern}" never falls due.`;
    return undefined;
  } catch (error) {
    return `The pattern "${pattern}" cannot be read: ${(error as Error).message.replace(/^CronPattern: /, '')}`;
  }
}
