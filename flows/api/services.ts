/** Imported services and what a newer description changes. */
import type { Problem } from '../problem.ts';
import type { OperationChange } from '../services/compare-services.ts';
import type { ServiceDescription, ServiceOperation } from '../services/service.ts';

/** What a service offers, as the palette lists it. */
export type ServiceEntry = Omit<ServiceOperation, 'config'>;

/** An imported service in its newest description. */
export interface ServiceView extends Omit<ServiceDescription, 'operations'> {
  readonly name: string;
  readonly revision: number;
  readonly importedBy: string;
  readonly importedAt: string;
  readonly operations: readonly ServiceEntry[];
}

/** A node of a flow that was drawn with an operation of a service. */
export interface ServiceUse {
  readonly flowId: string;
  readonly name: string;
  readonly version?: number;
  readonly draftId?: string;
  readonly liveIn: readonly string[];
  readonly nodeId: string;
  readonly label: string;
  readonly operation: string;
  /** Against the description that was asked about: `breaks`: the flow may fail against it, for these reasons. */
  readonly standing: 'same' | 'differs' | 'breaks';
  readonly reasons: readonly string[];
}

/** What importing a description would bring; without `operations` it cannot be imported, and `problems` says why. */
export interface ServicePreview extends Partial<Omit<ServiceDescription, 'operations'>> {
  readonly operations?: readonly ServiceEntry[];
  readonly problems: readonly Problem[];
  readonly changes: readonly OperationChange[];
  readonly uses: readonly ServiceUse[];
}
