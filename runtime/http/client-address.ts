/** Who really calls: the other end of the socket, or whom the proxy before us names. */
import type { IncomingMessage } from 'node:http';

/**
 * A proxy adds the address it was called from at the end of X-Forwarded-For; everything before that the caller may have written
 * itself. Without a proxy the header is anybody's word and is not looked at.
 */
export function readClientAddress({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>, behindProxy: boolean): string {
  const forwarded = behindProxy ? headers['x-forwarded-for'] : undefined;
  const last = (Array.isArray(forwarded) ? forwarded.at(-1) : forwarded)?.split(',').at(-1)?.trim();
  return last || (socket.remoteAddress ?? '');
}
