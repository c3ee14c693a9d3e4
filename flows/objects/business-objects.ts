/**
 * Business objects: what several flows together do for one order. A flow names the object and its keys and emits events; the object
 * says which states these lead through. Outcome and timeline span flows.
 */
import type { JsonObject } from '../json.ts';
import salesOrder from './sales-order.json' with { type: 'json' };

export interface BusinessObject {
  /** Slug that flows name in `object.type`. */
  readonly type: string;
  readonly name: string;
  readonly description: string;
  /** What finds it: name → who gives the key and how it looks. */
  readonly keys: { readonly [name: string]: ObjectKey };
  /** State before the first milestone. */
  readonly initial: string;
  readonly states: { readonly [state: string]: ObjectState };
  readonly milestones: readonly Milestone[];
  readonly slas: readonly ServiceLevel[];
}

export interface ObjectKey {
  readonly label: string;
  readonly system: string;
  /** Regular expression of the whole key. */
  readonly pattern: string;
}

export interface ObjectState {
  readonly label: string;
  /** States that may come next; a newer change of the object may always begin again at `initial`. */
  readonly next: readonly string[];
}

/** Reached when an event of the type is emitted with the object's key as subject. */
export interface Milestone {
  readonly name: string;
  readonly label: string;
  readonly event: string;
  /** Where the object stands then, decided by the first entry whose `when` holds for the event's data. */
  readonly leadsTo: readonly { readonly state: string; readonly when?: MilestoneCondition }[];
}

/** Every (or any) value that the path finds equals the text. Steps of the path go through lists. */
export interface MilestoneCondition {
  readonly path: string;
  readonly equals: string;
  readonly of: 'every' | 'any';
}

/** From one milestone to another within a time; who is told when it is late. */
export interface ServiceLevel {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly withinMs: number;
  readonly owner: string;
}

export const businessObjects: readonly BusinessObject[] = [salesOrder as BusinessObject & JsonObject];

export function findBusinessObject(type: string): BusinessObject | undefined {
  return businessObjects.find((object) => object.type === type);
}
