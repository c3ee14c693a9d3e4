/** Where an event about an object leaves it: the same for timeline, board and report. */
import type { Json } from '../json.ts';
import type { BusinessObject, Milestone, MilestoneCondition } from './business-objects.ts';

/** The milestone that an event of this type is; undefined when it is none. */
export function findMilestone({ milestones }: BusinessObject, eventType: string): Milestone | undefined {
  return milestones.find(({ event }) => event === eventType);
}

/** By the first entry that holds; the last one holds always. */
export function stateAfter({ leadsTo }: Milestone, data: Json): string {
  return (leadsTo.find(({ when }) => when === undefined || holds(when, data)) ?? leadsTo.at(-1)!).state;
}

function holds({ path, equals, of }: MilestoneCondition, data: Json): boolean {
  const found = path.split('.').reduce<readonly Json[]>((values, name) => values.flatMap((value) => step(value, name)), [data]);
  return found.length > 0 && (of === 'every' ? found.every((value) => value === equals) : found.includes(equals));
}

function step(value: Json, name: string): readonly Json[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => step(item, name));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  const part = (value as { readonly [field: string]: Json })[name]!;
  return Array.isArray(part) ? (part as readonly Json[]) : [part];
}
