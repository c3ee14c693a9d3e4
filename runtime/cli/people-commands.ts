import type { Page, TokenView, UserView } from '#flows/api.ts';
import { CliError } from './api-client.ts';
import type { Command, CommandCall } from './command.ts';
import { needWords } from './flow-commands.ts';

export const peopleCommands: readonly Command[] = [
  {
    name: 'user list',
    usage: '',
    summary: 'Everybody who can sign in.',
    async run({ client, output }) {
      const { items } = await client.get<Page<UserView>>('/api/users');
      output.table(
        items.map(({ userId, email, name, disabled, grants }) => ({
          userId,
          email,
          name,
          disabled,
          roles: grants.map(({ role, environment }) => `${role}@${environment}`).join(' '),
        })),
        ['userId', 'email', 'name', 'disabled', 'roles'],
      );
    },
  },
  {
    name: 'user add',
    usage: 'EMAIL --name NAME --role ROLE [--environment ENV] [--folder FOLDER]   (password from MILLRACE_PASSWORD)',
    summary: 'Adds a person.',
    async run({ words, client, output, flags, need }) {
      const [email] = needWords(words, 'EMAIL');
      const password = process.env['MILLRACE_PASSWORD'];
      if (password === undefined)
        throw new CliError('Give the password in the environment variable MILLRACE_PASSWORD, not on the command line.');
      output.value(
        await client.send<UserView>('POST', '/api/users', { email, name: need('name'), password, grants: [grantOf(flags, need)] }),
      );
    },
  },
  {
    name: 'user disable',
    usage: 'USER-ID',
    summary: 'Disables a person and ends their sessions.',
    async run({ words, client, output }) {
      const [userId] = needWords(words, 'USER-ID');
      output.value(await client.send<UserView>('PUT', `/api/users/${userId}`, { disabled: true }));
    },
  },
  {
    name: 'token list',
    usage: '',
    summary: 'API tokens, without their secrets.',
    async run({ client, output }) {
      const { items } = await client.get<Page<TokenView>>('/api/tokens');
      output.table(items, ['tokenId', 'name', 'prefix', 'createdBy', 'createdAt', 'expiresAt', 'lastUsedAt']);
    },
  },
  {
    name: 'token add',
    usage: 'NAME --role ROLE [--environment ENV] [--folder FOLDER] [--expires ISO]',
    summary: 'Makes an API token; its secret is shown once.',
    async run({ words, client, output, flags, need }) {
      const [name] = needWords(words, 'NAME');
      output.value(
        await client.send('POST', '/api/tokens', {
          name,
          grants: [grantOf(flags, need)],
          ...(typeof flags['expires'] === 'string' ? { expiresAt: flags['expires'] } : {}),
        }),
      );
    },
  },
  {
    name: 'token revoke',
    usage: 'TOKEN-ID',
    summary: 'Revokes an API token at once.',
    async run({ words, client, output }) {
      const [tokenId] = needWords(words, 'TOKEN-ID');
      await client.send('DELETE', `/api/tokens/${tokenId}`);
      output.line('Revoked.');
    },
  },
];

function grantOf(flags: CommandCall['flags'], need: CommandCall['need']) {
  return { role: need('role'), environment: flags['environment'] ?? '*', folder: flags['folder'] ?? '*' };
}
