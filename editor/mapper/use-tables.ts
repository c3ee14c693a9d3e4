/** Reference data that previews need most, as it is now: value maps, plants, calendars. Tables that may be long stay at the server. */
import { useMemo } from 'react';
import type { Page } from '#flows/api/page.ts';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { JsonObject } from '#flows/json.ts';
import { useReferences } from '../reference/use-reference.ts';
import type { PreviewTables } from './preview-map.ts';

export interface MapTables {
  readonly tables: PreviewTables;
  /** To choose from. */
  readonly valueMaps: readonly ReferenceView[];
}

const NONE: readonly ReferenceView[] = [];

export function useTables(environment: string): MapTables {
  const maps = useReferences('value-maps', environment).data;
  const plants = useReferences('plants', environment).data;
  const calendars = useReferences('calendars', environment).data;
  return useMemo(
    () => ({
      tables: {
        ...(isWhole(maps) ? { 'value-map': byName(maps) } : {}),
        ...(isWhole(plants) ? { plant: byName(plants) } : {}),
        ...(isWhole(calendars) ? { calendar: byName(calendars) } : {}),
      },
      valueMaps: maps?.items ?? NONE,
    }),
    [maps, plants, calendars],
  );
}

/** Of more than one page nothing is known for sure. */
function isWhole(page: Page<ReferenceView> | undefined): page is Page<ReferenceView> {
  return page !== undefined && page.next === undefined;
}

function byName({ items }: Page<ReferenceView>): { readonly [name: string]: JsonObject } {
  return Object.fromEntries(items.map(({ name, value }) => [name, value as JsonObject]));
}
