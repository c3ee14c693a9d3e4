/** From where may a browser talk to us? A cookie proves who, Origin and Sec-Fetch-Site prove from where (S7), Host proves to whom. */
import type { IncomingHttpHeaders } from 'node:http';

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

export function readOriginCheck(headers: IncomingHttpHeaders): OriginCheck {
  const fetchSite = headers['sec-fetch-site'];
  return { origin: headers.origin, host: headers.host, fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined };
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * A page of another site whose name resolves to this machine (DNS rebinding) would have our address and its own origin. It cannot have
 * our names: loopback ones, the address that is listened on, and the public one.
 */
export function createHostCheck(listensOn: string, publicUrl: string | undefined): (host: string | undefined) => boolean {
  const known = new Set([...LOOPBACK, listensOn, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])]);
  return (host) => host !== undefined && known.has(host.toLowerCase().replace(/:\d+$/, ''));
}
