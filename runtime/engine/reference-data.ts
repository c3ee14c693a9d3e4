/** Variables, value maps and master data of an environment, at the revision that a run recorded when it was accepted (RES-3). */
import type { Json, JsonObject } from '#flows/json.ts';
import type { TableKind } from '#flows/library/library-function.ts';
import type { MasterKind } from '#flows/master-values.ts';

export interface ReferenceData {
  /** Rises with every change of any of them. */
  revision(environment: string): number;
  variables(environment: string, revision: number): { readonly [name: string]: Json };
  valueMap(environment: string, revision: number, name: string): { readonly [key: string]: Json } | undefined;
  master(environment: string, revision: number, kind: MasterKind, name: string): JsonObject | undefined;
}

/** As expressions ask: value maps are tables like any other. */
export function findTable(
  reference: ReferenceData,
  environment: string,
  revision: number,
  kind: TableKind,
  name: string,
): JsonObject | undefined {
  return kind === 'value-map' ? reference.valueMap(environment, revision, name) : reference.master(environment, revision, kind, name);
}

/** For installations and tests without reference data. */
export const noReferenceData: ReferenceData = {
  revision: () => 0,
  variables: () => ({}),
  valueMap: () => undefined,
  master: () => undefined,
};
