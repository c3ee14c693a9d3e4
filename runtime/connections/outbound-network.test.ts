import { describe, expect, test } from 'vitest';
import { networkOptions, type OutboundNetwork } from './outbound-network.ts';

const network: OutboundNetwork = {
  allowedNetworks: ['10.20.0.0/16'],
  allowedLoopbackPorts: [8080],
  proxy: 'http://proxy.plant.example:3128',
  noProxy: ['plant.example'],
  authorities: 'PLANT AUTHORITY',
};

describe('the way out', () => {
  test('goes through the proxy', () => {
    expect(networkOptions(network, 'https://crm.example.com')).toMatchObject({ proxy: network.proxy, tls: { ca: 'PLANT AUTHORITY' } });
  });

  test.each([
    'https://sap.plant.example:44300',
    'https://plant.example',
    'http://localhost:4281',
    'http://127.0.0.1:4281',
    'http://[::1]:4281',
  ])('goes straight to %s', (url) => {
    expect(networkOptions(network, url)).not.toHaveProperty('proxy');
  });

  test('does not take a host for one of a domain that it only ends like', () => {
    expect(networkOptions(network, 'https://notplant.example')).toHaveProperty('proxy');
  });

  test('goes straight when the connection says so, and shows the certificate of the connection', () => {
    const own = { direct: true, authority: 'SAP AUTHORITY', clientCertificate: 'CERTIFICATE', clientKey: 'KEY' };
    expect(networkOptions(network, 'https://crm.example.com', own)).toEqual({
      allowedNetworks: ['10.20.0.0/16'],
      allowedLoopbackPorts: [8080],
      tls: { ca: 'PLANT AUTHORITY\nSAP AUTHORITY', cert: 'CERTIFICATE', key: 'KEY' },
    });
  });
});
