/** Variables, value maps and master data of an environment, at the revision that a run recorded when it was accepted (RES-3). */
import type { Json, JsonObject } from '#flows/json.ts';
import type { MasterKind } from '#flows/master-values.ts';

export interface ReferenceData {
  /** Rises with every change of any of them. */
  revision(environment: string): number;
  variables(environment: string, revision: number): { readonly [name: string]: Json };
  valueMap(environment: string, revision: number, name: string): { readonly [key: string]: Json } | undefined;
  master(environment: string, revision: number, kind: MasterKind, name: string): JsonObject | undefined;
}

/** For installations and tests without reference data. */
export const noReferenceData: ReferenceData = {
  revision: () => 0,
  variables: () => ({}),
  valueMap: () => undefined,
  master: () => undefined,
};
