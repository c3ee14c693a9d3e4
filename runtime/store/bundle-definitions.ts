/** What an imported bundle writes, all or nothing. */
import type { ServiceDescription } from '#flows/services/service.ts';
import type { AuditDraft } from './audit-definitions.ts';
import type { DraftRow } from './flow-definitions.ts';
import type { FlowTestRow } from './flow-test-definitions.ts';

/** What an imported bundle writes. */
export interface BundleWrites {
  /** `baseVersion`: the newest of the flow when it was planned; `beside`: its drafts then. */
  readonly drafts: readonly (Omit<DraftRow, 'revision' | 'updatedAt' | 'editedById'> & { readonly beside: readonly string[] })[];
  /** Of names that are free. */
  readonly tests: readonly Pick<FlowTestRow, 'flowId' | 'name' | 'test'>[];
  /** `expected`: the revision that each stands over, 0 for a new one. */
  readonly services: readonly {
    readonly name: string;
    readonly description: ServiceDescription;
    readonly source: string;
    readonly expected: number;
  }[];
}

export interface BundleDefinitions {
  /** All or nothing; gives the revisions of the services. Undefined when something that it was planned against is another now. */
  importBundle(writes: BundleWrites, audits: readonly AuditDraft[]): Promise<readonly number[] | undefined>;
}
