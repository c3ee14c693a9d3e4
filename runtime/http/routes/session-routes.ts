/** Set-up, signing in and out, who I am. */

import { serialize as serializeCookie } from 'cookie';
import type { SessionView, SetupState } from '#flows/api/people.ts';
import { type Accounts, SESSION_COOKIE, toUserView } from '../../accounts/accounts.ts';
import type { PeopleDefinitions } from '../../store/people-definitions.ts';
import type { Route } from '../route.ts';
import { closed, text } from '../schemas.ts';

export function sessionRoutes(accounts: Accounts, people: PeopleDefinitions): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/setup',
      summary: 'Does this installation still wait for its first administrator?',
      right: 'open',
      answer: 'SetupState',
      handle: () => ({ body: { needed: accounts.needsSetup() } satisfies SetupState }),
    },
    {
      method: 'POST',
      path: '/api/setup',
      summary: 'Makes the first administrator with the one-time token from the terminal; answers with an API token, shown once.',
      right: 'open',
      body: closed({
        token: text(200),
        email: { type: 'string', maxLength: 254, pattern: '^[^@\\s]+@[^@\\s]+$' },
        name: text(100),
        password: text(128),
      }),
      answer: 'SetupDone',
      status: 201,
      async handle({ body }) {
        return { body: await accounts.completeSetup(body as Parameters<Accounts['completeSetup']>[0]) };
      },
    },
    {
      method: 'GET',
      path: '/api/session',
      summary: 'Who am I?',
      right: 'signed-in',
      answer: 'SessionView',
      handle({ caller }) {
        const user = toUserView(people.findUser(caller.userId)!);
        return { body: { user: { ...user, grants: caller.grants }, via: caller.kind, expiresAt: caller.expiresAt } satisfies SessionView };
      },
    },
    {
      method: 'POST',
      path: '/api/session',
      whileReadOnly: true,
      summary: 'Signs a person in; the session is a cookie.',
      right: 'open',
      body: closed({ email: text(254), password: text(128) }),
      answer: 'SessionView',
      async handle({ body, remoteAddress }) {
        const { email, password } = body as { email: string; password: string };
        const { user, cookie, expiresAt } = await accounts.signIn(email, password, remoteAddress);
        return { body: { user, via: 'session', expiresAt } satisfies SessionView, headers: { 'Set-Cookie': cookie } };
      },
    },
    {
      method: 'DELETE',
      path: '/api/session',
      whileReadOnly: true,
      summary: 'Signs out; the session and its sockets end at once.',
      right: 'signed-in',
      async handle({ caller }) {
        await accounts.signOut(caller);
        return {
          headers: {
            'Set-Cookie': serializeCookie(SESSION_COOKIE, '', { httpOnly: true, secure: true, sameSite: 'lax', path: '/', maxAge: 0 }),
          },
        };
      },
    },
  ];
}
