/** Imported services: as a list, as entries of the palette, and what importing a text would do. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Page } from '#flows/api/page.ts';
import type { ServicePreview, ServiceUse, ServiceView } from '#flows/api/services.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { ServiceOperation } from '#flows/services/service.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { entryType, type PaletteEntry } from './palette-entries.ts';

export const useServices = () => useResource<Page<ServiceView>>('services', '/api/services', {}, { staleTime: 60_000 });

export const useServiceUses = (name: string) => useResource<Page<ServiceUse>>('services', apiPath`/api/services/${name}/uses`);

/** `path`: of an OData service, where its metadata do not say it. */
export function usePreview(name: string, text: string, path: string) {
  return useQuery({
    queryKey: ['services', 'preview', name, text, path],
    queryFn: ({ signal }) => callApi<ServicePreview>('POST', apiPath`/api/services/${name}/preview`, { body: given(text, path), signal }),
    enabled: name !== '' && text.trim() !== '',
    retry: false,
  });
}

export async function importService(name: string, text: string, path: string, revision: number): Promise<ServiceView> {
  const stored = await callApi<ServiceView>('PUT', apiPath`/api/services/${name}`, { body: given(text, path), ifMatch: revision });
  await queryClient.invalidateQueries({ queryKey: ['services'] });
  return stored;
}

function given(text: string, path: string) {
  return { text, ...(path.trim() === '' ? {} : { path: path.trim() }) };
}

export async function removeService(name: string): Promise<void> {
  await callApi('DELETE', apiPath`/api/services/${name}`);
  await queryClient.invalidateQueries({ queryKey: ['services'] });
}

export function fetchOperation(service: string, id: string): Promise<ServiceOperation> {
  return callApi('GET', apiPath`/api/services/${service}/operation`, { query: { id } });
}

/** Each operation as a node type of its own, in the order of the services. */
export function useServiceEntries(manifests: Manifests): readonly PaletteEntry[] {
  const { data } = useServices();
  return useMemo(
    () =>
      (data?.items ?? []).flatMap(({ name, title, operations }) =>
        operations.flatMap((operation): readonly PaletteEntry[] => {
          const manifest: NodeManifest | undefined = manifests.get(operation.type);
          if (manifest === undefined) return [];
          const { label, summary } = operation;
          return [
            {
              ...manifest,
              type: entryType(operation.type, name, operation.id),
              label,
              summary: `${name}: ${summary}`,
              group: title || name,
            },
          ];
        }),
      ),
    [data, manifests],
  );
}
