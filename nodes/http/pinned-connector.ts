/**
 * Connects to the address that was judged: the name is resolved once, every answer is checked, and the socket goes to that
 * answer. Nobody can swap the address between check and connect.
 */
import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import type * as undici from 'undici';
import type { AddressJudge } from './address-rules.ts';
import { buildConnector } from './undici-parts.ts';

export interface TlsOptions {
  /** PEM of an authority that is trusted beside the public ones. */
  readonly ca?: string;
  /** PEM, for systems that want a client certificate. */
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly serverName?: string;
}

/** The connect step refused the address; `address-forbidden` in the failure's code. */
export class AddressForbidden extends Error {
  readonly code = 'ADDRESS_FORBIDDEN';
}

export function createPinnedConnector(
  judge: AddressJudge,
  connectTimeoutMs: number,
  tls: TlsOptions = {},
): undici.buildConnector.connector {
  const { serverName, ca, ...certificates } = tls;
  const connectorFor = (port: number): undici.buildConnector.connector =>
    buildConnector({
      timeout: connectTimeoutMs,
      lookup: judgedLookup(judge, port),
      ...certificates,
      ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
      ...(serverName === undefined ? {} : { servername: serverName }),
    });
  const connectors = new Map<number, undici.buildConnector.connector>();
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    // Node resolves no literal, so `lookup` would never see it.
    const literal = options.hostname.replace(/^\[(.*)\]$/, '$1');
    const reason = isIP(literal) === 0 ? undefined : judge(literal, port);
    if (reason !== undefined) {
      callback(new AddressForbidden(reason), null);
      return;
    }
    let connect = connectors.get(port);
    if (connect === undefined) connectors.set(port, (connect = connectorFor(port)));
    connect({ ...options, hostname: literal }, callback);
  };
}

function judgedLookup(judge: AddressJudge, port: number): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      for (const { address } of addresses) {
        const reason = judge(address, port);
        if (reason !== undefined) {
          callback(new AddressForbidden(`${hostname} resolves to ${address}: ${reason}`) as NodeJS.ErrnoException, []);
          return;
        }
      }
      const first = addresses[0];
      if (options.all === true || first === undefined) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
