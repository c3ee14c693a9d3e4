/** Waivers that one may see, and what can be done with them. */
import { useMemo } from 'react';
import type { Page } from '#flows/api/page.ts';
import type { WaiverView } from '#flows/api/waivers.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';

export const useWaivers = () => useResource<Page<WaiverView>>('waivers', '/api/waivers', {}, { refetchInterval: 30_000 });

/** Those that wait for the one who looks. */
export function useWaiversToDecide(): readonly WaiverView[] {
  return (useWaivers().data?.items ?? []).filter(({ mayDecide }) => mayDecide);
}

/** Of one flow, that are asked for or hold today. */
export function useOpenWaivers(flow: string): readonly WaiverView[] {
  const { data } = useResource<Page<WaiverView>>('waivers', '/api/waivers', { flow });
  return useMemo(() => (data?.items ?? []).filter(({ state, over }) => !over && (state === 'requested' || state === 'granted')), [data]);
}

export interface WaiverQuestion {
  readonly flow: string;
  readonly nodeType: string;
  readonly reason: string;
  readonly until: string;
}

export async function askWaiver(body: WaiverQuestion): Promise<WaiverView> {
  const asked = await callApi<WaiverView>('POST', '/api/waivers', { body });
  await queryClient.invalidateQueries({ queryKey: ['waivers'] });
  return asked;
}

export async function changeWaiver(waiverId: string, step: 'grant' | 'decline' | 'end', reason: string): Promise<void> {
  await callApi<WaiverView>('POST', `${apiPath`/api/waivers/${waiverId}`}/${step}`, { body: { reason } });
  await queryClient.invalidateQueries({ queryKey: ['waivers'] });
}
