import { describe, expect, test } from 'vitest';
import { createAddressJudge } from './address-rules.ts';

const strict = createAddressJudge({ allowedNetworks: [], allowedLoopbackPorts: [], forbiddenLoopbackPorts: [] });

describe('addresses that a connection may reach', () => {
  test.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34'])('S16 public %s is reached', (address) => {
    expect(strict(address, 443)).toBeUndefined();
  });

  test.each([
    '127.0.0.1',
    '127.8.9.1',
    '10.0.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:0:10.0.0.1',
    '::10.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::10.0.0.1',
    '2002:7f00:1::',
    '2002:c0a8:101::1',
    '2001:0:7f00:1::',
    '2001:0:5db8:d822:0:0:f5ff:fffe',
  ])('S16 %s is not reached without an allow-list', (address) => {
    expect(strict(address, 443)).toMatch(/not|loopback/);
  });

  test('S16 a plant network is reached once an admin allows it, and only that one', () => {
    const judge = createAddressJudge({
      allowedNetworks: ['10.20.0.0/16', 'fd12:3456::/32'],
      allowedLoopbackPorts: [],
      forbiddenLoopbackPorts: [],
    });
    expect(judge('10.20.7.1', 443)).toBeUndefined();
    expect(judge('::ffff:10.20.7.1', 443)).toBeUndefined();
    expect(judge('fd12:3456::9', 443)).toBeUndefined();
    expect(judge('10.21.0.1', 443)).toContain('10.21.0.1');
    expect(judge('127.0.0.1', 443)).toContain('loopback port 443');
  });

  test('S16 the sandbox ports are reached, the runtime itself never', () => {
    const judge = createAddressJudge({
      allowedNetworks: ['127.0.0.0/8'],
      allowedLoopbackPorts: [4281, 4280],
      forbiddenLoopbackPorts: [4280],
    });
    expect(judge('127.0.0.1', 4281)).toBeUndefined();
    expect(judge('127.0.0.1', 4280)).toContain('this runtime itself');
    expect(judge('::ffff:127.0.0.1', 4280)).toContain('this runtime itself');
  });

  test.each(['10.0.0.0', '10.0.0.0/33', 'example.com/8', '10.0.0.0/8/1', '10.0.0.0/x'])(
    'a malformed network %s stops the start',
    (network) => {
      expect(() => createAddressJudge({ allowedNetworks: [network], allowedLoopbackPorts: [], forbiddenLoopbackPorts: [] })).toThrow(
        network,
      );
    },
  );
});
