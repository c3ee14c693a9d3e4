/** What every connection over HTTP may say about the way to its system; the environment's own proxy and authorities stand behind it. */
import type { ConnectionSecret } from '#flows/connection-manifest.ts';
import type { JsonObject } from '#flows/json.ts';

/** Joins the properties of a connection's settings. */
export const NETWORK_SETTINGS = {
  authority: {
    type: 'string',
    format: 'multiline',
    title: 'Certificate authority of the system',
    description: 'PEM text; for a system whose certificate no public authority has signed.',
    pattern: '^\\s*-----BEGIN CERTIFICATE-----',
    maxLength: 65_536,
  },
  clientCertificate: {
    type: 'string',
    format: 'multiline',
    title: 'Client certificate',
    description: 'PEM text, for a system that wants one. Its private key is a secret below.',
    pattern: '^\\s*-----BEGIN CERTIFICATE-----',
    maxLength: 65_536,
  },
  direct: {
    type: 'boolean',
    title: 'Without the outbound proxy',
    description: 'Only counts where the installation has one.',
    default: false,
  },
} as const;

export const NETWORK_SECRETS: readonly ConnectionSecret[] = [
  {
    name: 'clientKey',
    label: 'Private key of the client certificate (PEM)',
    required: false,
    multiline: true,
    whenGiven: 'clientCertificate',
  },
];

export interface OwnNetwork {
  readonly authority?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly direct: boolean;
}

/** @param secret the unsealed value of a secret field, when it is set */
export function readOwnNetwork(settings: JsonObject, secret: (name: string) => string | undefined): OwnNetwork {
  const text = (name: string) => (typeof settings[name] === 'string' && settings[name] !== '' ? settings[name] : undefined);
  const authority = text('authority');
  const clientCertificate = text('clientCertificate');
  const clientKey = clientCertificate === undefined ? undefined : secret('clientKey');
  return {
    direct: settings['direct'] === true,
    ...(authority === undefined ? {} : { authority }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(clientKey === undefined ? {} : { clientKey }),
  };
}
