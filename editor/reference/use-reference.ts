/** Reference data of an environment: what pages read and how they change it. */
import type { Page } from '#flows/api/page.ts';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { Json } from '#flows/json.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';

export type ReferenceKind = 'variables' | 'value-maps' | 'plants' | 'calendars' | 'units' | 'work-centres' | 'customers';

export function useReferences(kind: ReferenceKind, environment: string) {
  return useResource<Page<ReferenceView>>(kind, listPath(kind, environment), {}, { enabled: environment !== '' });
}

/** `revision` 0: a new one; anything else is refused when somebody changed it meanwhile. */
export async function putReference(kind: ReferenceKind, environment: string, name: string, value: Json, revision: number): Promise<void> {
  await callApi('PUT', onePath(kind, environment, name), { body: { value }, ifMatch: revision });
  void queryClient.invalidateQueries({ queryKey: [kind] });
}

export async function removeReference(kind: ReferenceKind, environment: string, name: string): Promise<void> {
  await callApi('DELETE', onePath(kind, environment, name));
  void queryClient.invalidateQueries({ queryKey: [kind] });
}

const listPath = (kind: ReferenceKind, environment: string) => `${apiPath`/api/environments/${environment}`}/${kind}`;
const onePath = (kind: ReferenceKind, environment: string, name: string) => listPath(kind, environment) + apiPath`/${name}`;
