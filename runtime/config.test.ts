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
    [{ MILLRACE_SETUP_TOKEN: 'short' }, /shorter than 16/],
    [{ MILLRACE_DATA: '/data', MILLRACE_KEY_FILE: '/data/master.key' }, /lies in the data folder/],
    [{ MILLRACE_ALLOWED_NETWORKS: '10.0.0.0/8,plant' }, /has "plant"/],
    [{ MILLRACE_PUBLIC_URL: 'plant' }, /http\(s\) address/],
  ])('a wrong value stops the start with a sentence: %j', (environment, sentence) => {
    expect(() => readConfig(environment, [])).toThrow(sentence);
  });

  test('an unknown flag is refused and the known ones are named', () => {
    expect(() => readConfig({}, ['--prot', '1'])).toThrow(ConfigError);
    expect(() => readConfig({}, ['--prot', '1'])).toThrow(/--port/);
  });
});
