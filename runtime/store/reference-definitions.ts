/** Variables, value maps and master data: per environment, by name. */
import type { Json } from '#flows/json.ts';
import type { MasterKind, MasterPublication, ReferenceKind } from '#flows/master-values.ts';
import type { MasterSet } from '#nodes/step.ts';
import type { AuditDraft } from './audit-definitions.ts';

/** Variables, value maps and master data: per environment, by name, with a revision that runs record (RES-3). */
export interface ReferenceRow {
  readonly environment: string;
  readonly kind: ReferenceKind;
  readonly name: string;
  readonly value: Json;
  readonly revision: number;
  readonly changedAt: string;
}

export interface ReferenceDefinitions {
  listReferences(environment: string, kind: ReferenceRow['kind']): readonly ReferenceRow[];
  findReference(environment: string, kind: ReferenceRow['kind'], name: string): ReferenceRow | undefined;
  putReference(
    environment: string,
    kind: ReferenceRow['kind'],
    name: string,
    value: Json,
    expected: number,
    audit: AuditDraft,
  ): Promise<ReferenceRow | undefined>;
  deleteReference(environment: string, kind: ReferenceRow['kind'], name: string, audit: AuditDraft): Promise<void>;
  /** All of it in one commit, at one number of the environment; nothing at all when more than the set allows would go. */
  publishMaster(
    environment: string,
    set: MasterSet,
    key: string,
    audit: AuditDraft,
  ): Promise<MasterPublication | { readonly shrinks: { readonly present: number; readonly gone: number } }>;
  /** What the last publication of the kind came to, when it was made under this key. */
  findPublication(environment: string, kind: MasterKind, key: string): MasterPublication | undefined;
}
