/** May this browser request change something (S7)? A cookie proves who, the Origin proves from where. */
export interface OriginCheck {
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly fetchSite: string | undefined;
}

/** True when the request comes from our own pages. A missing Origin is refused: browsers send it with every change. */
export function isOwnOrigin({ origin, host, fetchSite }: OriginCheck, publicUrl?: string): boolean {
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false;
  if (origin === undefined || host === undefined) return false;
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}
