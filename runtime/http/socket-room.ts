/**
 * How many sockets of others we hold, so that the store, the systems outside and the expression children always find a file descriptor
 * (F38). Above that a request is told to come back instead of being cut off without a word.
 */
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface SocketRoom {
  /** True: there is no room for this request; answer 503 and close its socket. */
  isFull(socket: Socket): boolean;
}

/** Descriptors that files, children, workers and our own pipes take. */
const OWN = 80;
/** Of what is left; the rest is for calls to other systems, and for telling who comes too many. */
const SHARE = 0.5;
const LEAST = 16;

/** Sockets to hold at most and, above, sockets that are still told to come back. Unlimited where nobody knows the limit. */
export function roomWithin(descriptors: number): { readonly held: number; readonly told: number } {
  if (!Number.isFinite(descriptors)) return { held: Number.POSITIVE_INFINITY, told: Number.POSITIVE_INFINITY };
  const held = Math.max(LEAST, Math.floor((descriptors - OWN) * SHARE));
  return { held, told: Math.max(held + LEAST, Math.floor((descriptors - OWN) * (SHARE + 0.25))) };
}

/** Files that this process may have open at a time; infinite where the system does not say. */
export function readDescriptorLimit(limits: () => string = () => readFileSync('/proc/self/limits', 'utf8')): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(limits()) ?? [];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/**
 * @param refusal raw answer for those that cannot even be listened to; empty where TLS is spoken
 * @param descriptors files that the process may have open
 */
export function keepSocketRoom(server: Server, refusal: string, descriptors = readDescriptorLimit()): SocketRoom {
  const { held, told } = roomWithin(descriptors);
  const sockets = new Set<Socket>();
  const late = new WeakSet<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (sockets.size <= held) return;
    // Whoever keeps a socket for later can open another one then.
    server.closeIdleConnections();
    if (sockets.size <= told) late.add(socket);
    // Before its request is read: the descriptor is free again at once.
    else socket.end(refusal, () => socket.destroy());
  });
  return {
    isFull: (socket) => late.has(socket) && sockets.size > held,
  };
}
