/** The way out of this installation: which addresses are open, through which proxy, and whose certificates are trusted. */
import type { OwnNetwork } from '#nodes/http/network-settings.ts';
import type { HttpClientOptions } from '#nodes/http/undici-client.ts';

export interface OutboundNetwork {
  readonly allowedNetworks: readonly string[];
  readonly allowedLoopbackPorts: readonly number[];
  /** `http://proxy.example.com:3128`, with user and password where it wants them. */
  readonly proxy?: string;
  /** Host names, or domains with all below them, that are reached without the proxy. */
  readonly noProxy: readonly string[];
  /** PEM of authorities that are trusted beside the public ones. */
  readonly authorities?: string;
}

type NetworkOptions = Pick<HttpClientOptions, 'allowedNetworks' | 'allowedLoopbackPorts' | 'proxy' | 'tls'>;

/** The options of the client that reaches this address. */
export function networkOptions(network: OutboundNetwork, baseUrl: string, own: OwnNetwork = { direct: false }): NetworkOptions {
  const proxy = own.direct ? undefined : findProxy(network, new URL(baseUrl).hostname);
  const ca = [network.authorities, own.authority].filter((pem) => pem !== undefined).join('\n');
  const tls = {
    ...(ca === '' ? {} : { ca }),
    ...(own.clientCertificate === undefined ? {} : { cert: own.clientCertificate }),
    ...(own.clientKey === undefined ? {} : { key: own.clientKey }),
  };
  return {
    allowedNetworks: network.allowedNetworks,
    allowedLoopbackPorts: network.allowedLoopbackPorts,
    ...(proxy === undefined ? {} : { proxy }),
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
  };
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** This machine itself is never asked of a proxy. */
function findProxy({ proxy, noProxy }: OutboundNetwork, hostname: string): string | undefined {
  const isDirect = LOOPBACK.test(hostname) || noProxy.some((entry) => hostname === entry || hostname.endsWith(`.${entry}`));
  return isDirect ? undefined : proxy;
}
