/** Who is calling, and into which client. */
import { timingSafeEqual } from 'node:crypto';
import type { SapSimulatorOptions } from '../options.ts';
import { type Answer, htmlAnswer } from './answer.ts';

export type Logon = { readonly user: string } | { readonly refused: Answer };

/** `client`: from the header `sap-client` or the query; undefined means the system's default client. */
export function logOn(options: SapSimulatorOptions, authorization: string | undefined, client: string | undefined): Logon {
  if (client !== undefined && client !== options.client)
    return { refused: refused(options, 'Logon failed: the client does not exist in this system.') };
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return { refused: refused(options, 'No logon data were provided.') };
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  // SAP user names have no case.
  const name = credentials.slice(0, colon).toUpperCase();
  const user = options.users.find((one) => one.name.toUpperCase() === name);
  if (colon < 0 || user === undefined || !same(credentials.slice(colon + 1), user.password)) {
    return { refused: refused(options, 'Client, name, or password is not correct; log on again.') };
  }
  return { user: user.name };
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refused(options: SapSimulatorOptions, text: string): Answer {
  return htmlAnswer(401, 'Logon Error Message', text, {
    'www-authenticate': `Basic realm="SAP NetWeaver Application Server [${options.systemId}/${options.client}]"`,
  });
}
