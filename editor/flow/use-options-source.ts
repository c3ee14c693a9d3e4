/** The system that the form of a node can ask: the one behind its connection, in the environment that is looked at. */
import { useMemo } from 'react';
import type { OptionsView } from '#flows/api/connections.ts';
import type { OptionsSource } from '../forms/field-props.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useConnections } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { useEnvironmentName } from '../ui/page-search.ts';

/** Undefined: nodes of this type ask none, or one may not. `type`: the connection type that the node needs. */
export function useOptionsSource(role: string | undefined, type: string | undefined): OptionsSource | undefined {
  const environment = useEnvironmentName();
  const may = useMay();
  const named = (useConnections(environment).data?.items ?? []).filter((one) => one.name === role && one.type === type);
  // Where each plant has its own, one of them speaks for all: they are of a kind.
  const found = named.find(({ plant }) => plant === undefined) ?? named[0];
  const [name, plant, revision] = [found?.name, found?.plant, found?.revision];
  const isAllowed = type !== undefined && may('connections.read', { environment });
  return useMemo(() => {
    if (!isAllowed) return undefined;
    return {
      id: JSON.stringify([environment, name, plant, revision]),
      name,
      ask: (list, given, search, signal) => {
        const path = apiPath`/api/environments/${environment}/connections/${name ?? ''}/options`;
        return callApi<OptionsView>('POST', path, { query: { plant }, body: { list, given, search }, signal });
      },
    };
  }, [isAllowed, environment, name, plant, revision]);
}
