/** Variables and value maps of an environment, at the revision that a run recorded when it was accepted (RES-3). */
import type { Json } from '#flows/json.ts';

export interface ReferenceData {
  /** Rises with every change of a variable or value map of the environment. */
  revision(environment: string): number;
  variables(environment: string, revision: number): { readonly [name: string]: Json };
  valueMap(environment: string, revision: number, name: string): { readonly [key: string]: Json } | undefined;
}

/** For installations and tests without reference data. */
export const noReferenceData: ReferenceData = {
  revision: () => 0,
  variables: () => ({}),
  valueMap: () => undefined,
};
