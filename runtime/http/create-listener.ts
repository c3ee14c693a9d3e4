/** The server behind the one port: plain HTTP, or HTTPS with a certificate that can be renewed while it runs. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import { STRICT_TRANSPORT } from './security-headers.ts';
import type { TlsMaterial } from './tls-material.ts';

export const HEADER_BYTES = 16_384;

const LIMITS = { maxHeaderSize: HEADER_BYTES, headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 };

export interface Listener {
  readonly server: Server;
  /** New sockets get this certificate; does nothing where plain HTTP is spoken. */
  useCertificate(tls: TlsMaterial): void;
}

export function createListener(answer: RequestListener, tls: TlsMaterial | undefined): Listener {
  if (tls === undefined) return { server: createServer(LIMITS, answer), useCertificate() {} };
  const server: SecureServer = createSecureServer({ ...LIMITS, ...contextOf(tls), ...clientsOf(tls) }, (request, response) => {
    // A browser that was here once never tries plain HTTP again (S9).
    response.setHeader(...STRICT_TRANSPORT);
    answer(request, response);
  });
  return { server, useCertificate: (renewed) => server.setSecureContext(contextOf(renewed)) };
}

function contextOf({ certificate, key, clientAuthorities }: TlsMaterial) {
  return { cert: certificate, key, minVersion: 'TLSv1.2' as const, ...(clientAuthorities === undefined ? {} : { ca: clientAuthorities }) };
}

/** Asked for and checked, but wanted only by the webhooks that say so: people come without one. */
function clientsOf({ clientAuthorities }: TlsMaterial) {
  return clientAuthorities === undefined ? {} : { requestCert: true, rejectUnauthorized: false };
}
