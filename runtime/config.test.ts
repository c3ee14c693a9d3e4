import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('settings', () => {
  test('have a default for everything', () => {
    const config = readConfig({ XDG_CONFIG_HOME: '/home/me/.config' }, []);
    expect(config).toMatchObject({
      port: 4280,
      host: '127.0.0.1',
      sandbox: true,
      sandboxPort: 4281,
      keyFile: '/home/me/.config/millrace/master.key',
    });
  });

  test('flags win over environment variables', () => {
    expect(readConfig({ MILLRACE_PORT: '5000' }, ['--port', '6000', '--sandbox=off'])).toMatchObject({ port: 6000, sandbox: false });
  });

  test.each([
    [{ MILLRACE_PORT: 'eighty' }, /MILLRACE_PORT is "eighty"/],
    [{ MILLRACE_PORT: '70000' }, /from 0 to 65535/],
    [{ MILLRACE_SANDBOX: 'yes' }, /give one of on, off/],
    [{ MILLRACE_HOST: '0.0.0.0' }, /only loopback/],
    [{ MILLRACE_HOST: '0.0.0.0', MILLRACE_BEHIND_PROXY: 'on' }, /say in MILLRACE_PUBLIC_URL/],
    [{ MILLRACE_TLS_CERTIFICATE: '/c.pem' }, /both MILLRACE_TLS_CERTIFICATE and MILLRACE_TLS_KEY/],
    [{ MILLRACE_TLS_CERTIFICATE: '/c.pem', MILLRACE_TLS_KEY: '/c.key', MILLRACE_BEHIND_PROXY: 'on' }, /exclude one another/],
    [{ MILLRACE_TLS_CERTIFICATE: '/c.pem', MILLRACE_TLS_KEY: '/c.key', MILLRACE_PUBLIC_URL: 'http://plant' }, /give an https address/],
    [{ MILLRACE_KEEP_RUNS_DAYS: '3' }, /give 8 or more, or 0/],
    [{ MILLRACE_OUTBOUND_PROXY: 'proxy:3128' }, /no http\(s\) address/],
    [{ MILLRACE_NO_PROXY: 'plant.example,10.0.0.0/8' }, /has "10.0.0.0\/8"/],
    [{ MILLRACE_AUTHORITIES: '/absent.pem' }, /absent\.pem cannot be read/],
    [{ MILLRACE_SETUP_TOKEN: 'short' }, /shorter than 16/],
    [{ MILLRACE_DATA: '/data', MILLRACE_KEY_FILE: '/data/master.key' }, /lies in the data folder/],
    [{ MILLRACE_ALLOWED_NETWORKS: '10.0.0.0/8,plant' }, /has "plant"/],
    [{ MILLRACE_PUBLIC_URL: 'plant' }, /http\(s\) address/],
    [{ MILLRACE_FILE_ROOTS: 'plants' }, /has "plants": give absolute paths/],
    [{ MILLRACE_FILE_ROOTS: '/mnt,/' }, /has "\/", and .* must lie neither in it/],
    [{ MILLRACE_DATA: '/srv/data', MILLRACE_FILE_ROOTS: '/srv' }, /and \/srv\/data must lie neither/],
    [{ MILLRACE_DATA: '/srv/data', MILLRACE_FILE_ROOTS: '/srv/data/blobs/..' }, /and \/srv\/data must lie neither/],
    [
      { MILLRACE_DATA: '/srv/data', MILLRACE_KEY_FILE: '/keys/master.key', MILLRACE_FILE_ROOTS: '/keys' },
      /and \/keys\/master\.key must lie neither/,
    ],
  ])('a wrong value stops the start with a sentence: %j', (environment, sentence) => {
    expect(() => readConfig(environment, [])).toThrow(sentence);
  });

  test('an address beyond this machine is listened on with HTTPS, or behind a proxy', () => {
    const everywhere = { MILLRACE_HOST: '0.0.0.0', MILLRACE_PUBLIC_URL: 'https://millrace.plant.example' };
    const tls = { MILLRACE_TLS_CERTIFICATE: '/tls/plant.pem', MILLRACE_TLS_KEY: '/tls/plant.key' };
    expect(readConfig({ ...everywhere, ...tls }, []).tls).toEqual({ certificateFile: '/tls/plant.pem', keyFile: '/tls/plant.key' });
    expect(readConfig({ ...everywhere, MILLRACE_BEHIND_PROXY: 'on' }, [])).toMatchObject({ host: '0.0.0.0', behindProxy: true });
  });

  test('the password of a proxy is not repeated in a sentence', () => {
    expect(() => readConfig({ MILLRACE_OUTBOUND_PROXY: 'socks5://me:hidden@proxy' }, [])).toThrow(/^(?!.*hidden)/);
  });

  test('an unknown flag is refused and the known ones are named', () => {
    expect(() => readConfig({}, ['--prot', '1'])).toThrow(ConfigError);
    expect(() => readConfig({}, ['--prot', '1'])).toThrow(/--port/);
  });
});

test('S24 folders of files are absolute paths, one after the other', () => {
  expect(readConfig({ MILLRACE_DATA: '/srv/data', MILLRACE_FILE_ROOTS: '/mnt/plants, /srv/data-of-others/' }, []).fileRoots).toEqual([
    '/mnt/plants',
    '/srv/data-of-others',
  ]);
});
