import { useCallback } from 'react';
import { isAllowed, type Right, type Scope } from '#flows/policy.ts';
import { useSession } from '../server/queries.ts';

/** What the signed-in person may do, as the server will judge it: pages do not offer what would be refused. */
export function useMay(): (right: Right, scope?: Scope) => boolean {
  const grants = useSession().data?.user.grants;
  return useCallback((right, scope) => grants !== undefined && isAllowed(grants, right, scope), [grants]);
}
