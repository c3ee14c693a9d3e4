import type { Page } from '#flows/api/page.ts';
import { ROLES, type TokenView, type UserView } from '#flows/api/people.ts';
import { CliError, path, UsageError } from './api-client.ts';
import type { Command, CommandCall } from './command.ts';

const GRANT = `--role ${ROLES.join('|')} [--environment ENV] [--folder FOLDER] [--plants PLANTS]`;

export const peopleCommands: readonly Command[] = [
  {
    name: 'user list',
    usage: '',
    summary: 'Everybody who can sign in.',
    async run({ client, output }) {
      const { items } = await client.get<Page<UserView>>('/api/users');
      const rows = items.map(({ userId, email, name, disabled, grants }) => ({
        userId,
        email,
        name,
        disabled,
        roles: grants.map(({ role, environment, folder }) => `${role}@${environment}/${folder}`).join(' '),
      }));
      output.table({ items: rows }, ['userId', 'email', 'name', 'disabled', 'roles']);
    },
  },
  {
    name: 'user add',
    usage: `EMAIL --name NAME ${GRANT}   (password from MILLRACE_PASSWORD)`,
    summary: 'Adds a person.',
    async run({ words: [email], client, output, environment, need, flags }) {
      const body = { email, name: need('name'), password: passwordOf(environment), grants: [grantOf(flags, need)] };
      output.value(await client.send<UserView>('POST', '/api/users', body));
    },
  },
  {
    name: 'user grant',
    usage: `USER-ID ${GRANT}`,
    summary: 'Gives a person one more role.',
    async run({ words: [userId], client, output, need, flags }) {
      const { items } = await client.get<Page<UserView>>('/api/users');
      const user = items.find((one) => one.userId === userId);
      if (user === undefined) throw new CliError(`There is no user "${userId}".`);
      const grants = [...user.grants, grantOf(flags, need)];
      output.value(await client.send<UserView>('PUT', path`/api/users/${userId!}`, { grants }));
    },
  },
  {
    name: 'user password',
    usage: 'USER-ID   (password from MILLRACE_PASSWORD)',
    summary: 'Sets a new password; the sessions under the old one end.',
    async run({ words: [userId], client, output, environment }) {
      output.value(await client.send<UserView>('PUT', path`/api/users/${userId!}`, { password: passwordOf(environment) }));
    },
  },
  ...(['disable', 'enable'] as const).map(
    (word): Command => ({
      name: `user ${word}`,
      usage: 'USER-ID',
      summary: word === 'disable' ? 'Disables a person; sessions and tokens of theirs end at once.' : 'Lets a disabled person in again.',
      async run({ words: [userId], client, output }) {
        output.value(await client.send<UserView>('PUT', path`/api/users/${userId!}`, { disabled: word === 'disable' }));
      },
    }),
  ),
  {
    name: 'token list',
    usage: '',
    summary: 'API tokens, without their secrets.',
    async run({ client, output }) {
      const page = await client.get<Page<TokenView>>('/api/tokens');
      output.table(page, ['tokenId', 'name', 'prefix', 'createdBy', 'createdAt', 'expiresAt', 'lastUsedAt']);
    },
  },
  {
    name: 'token add',
    usage: `NAME ${GRANT} [--expires ISO]`,
    summary: 'Makes an API token within your own rights; its secret is shown once.',
    async run({ words: [name], client, output, flags, need }) {
      const expires = typeof flags['expires'] === 'string' ? { expiresAt: flags['expires'] } : {};
      output.value(await client.send('POST', '/api/tokens', { name, grants: [grantOf(flags, need)], ...expires }));
    },
  },
  {
    name: 'token revoke',
    usage: 'TOKEN-ID',
    summary: 'Revokes an API token at once.',
    async run({ words: [tokenId], client, output }) {
      await client.send('DELETE', path`/api/tokens/${tokenId!}`);
      output.line('Revoked.');
    },
  },
];

/** Not on the command line: everybody on the machine can read that. */
function passwordOf(environment: CommandCall['environment']): string {
  const password = environment['MILLRACE_PASSWORD'];
  if (password !== undefined) return password;
  throw new UsageError('Give the password in the environment variable MILLRACE_PASSWORD, not on the command line.');
}

function grantOf(flags: CommandCall['flags'], need: CommandCall['need']) {
  return {
    role: need('role'),
    environment: flags['environment'] ?? '*',
    folder: flags['folder'] ?? '*',
    ...(typeof flags['plants'] === 'string' ? { plants: flags['plants'].split(',') } : {}),
  };
}
