/** Where an object stands, from the events about it in the order in which they happened: the same for timeline, board and report. */
import type { Json } from '../json.ts';
import type { EmittedEvent } from '../trace.ts';
import type { BusinessObject, Milestone, MilestoneCondition } from './business-objects.ts';

export interface ObjectProgress {
  readonly state: string;
  /** One for each event that is a milestone, oldest first. */
  readonly milestones: readonly ReachedMilestone[];
}

export interface ReachedMilestone {
  readonly milestone: string;
  readonly at: string;
  readonly state: string;
  /** False when the state model knows no such step: something was missed or came out of order. */
  readonly expected: boolean;
}

export function progressOf(object: BusinessObject, events: readonly Pick<EmittedEvent, 'type' | 'time' | 'data'>[]): ObjectProgress {
  let state = object.initial;
  const milestones: ReachedMilestone[] = [];
  for (const { type, time, data } of events) {
    const milestone = findMilestone(object, type);
    if (milestone === undefined) continue;
    const next = stateAfter(milestone, data);
    // A newer change begins again; the same state twice is a repetition.
    const expected = next === state || next === object.initial || (object.states[state]?.next.includes(next) ?? false);
    milestones.push({ milestone: milestone.name, at: time, state: next, expected });
    state = next;
  }
  return { state, milestones };
}

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
