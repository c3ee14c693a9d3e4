/** People, API tokens and the audit trail. */
import type { AuditView } from '#flows/api/audit.ts';
import type { Page } from '#flows/api/page.ts';
import type { RoleGrant, TokenView, UserView } from '#flows/api/people.ts';
import { EVERYWHERE, isAllowed, isWithin } from '#flows/policy.ts';
import { type Accounts, toTokenView, toUserView } from '../../accounts/accounts.ts';
import type { AuditDefinitions } from '../../store/audit-definitions.ts';
import type { PeopleDefinitions, TokenRow } from '../../store/people-definitions.ts';
import { ApiError, refusals } from '../api-error.ts';
import { decodePosition, encodePosition } from '../position.ts';
import type { Caller, Route } from '../route.ts';
import { closed, grants, instant, PAGE_QUERY, pageLimit, text } from '../schemas.ts';

export function peopleRoutes(accounts: Accounts, definitions: PeopleDefinitions & AuditDefinitions): readonly Route[] {
  /** Nobody hands out more than they have. */
  function requireWithin(given: readonly RoleGrant[], own: readonly RoleGrant[]): void {
    if (!isWithin(given, own)) throw new ApiError(403, 'grants-exceed-own', 'You cannot grant rights that you do not have yourself.');
  }

  /** One's own, and those that could do nothing one could not do oneself. */
  function mayManage(token: TokenRow, { userId, grants }: Caller): boolean {
    return token.userId === userId || (isAllowed(grants, 'tokens.manage') && isWithin(token.grants, grants));
  }

  return [
    {
      method: 'GET',
      path: '/api/users',
      summary: 'Everybody who can sign in.',
      right: 'people.manage',
      answer: 'Page<UserView>',
      handle: () => ({ body: { items: definitions.listUsers().map(toUserView) } satisfies Page<UserView> }),
    },
    {
      method: 'POST',
      path: '/api/users',
      summary: 'Adds a person.',
      right: 'people.manage',
      body: closed({
        email: { type: 'string', maxLength: 254, pattern: '^[^@\\s]+@[^@\\s]+$' },
        name: text(100),
        password: text(128),
        grants,
      }),
      answer: 'UserView',
      status: 201,
      async handle({ body, caller }) {
        const input = body as Parameters<Accounts['addUser']>[0];
        requireWithin(input.grants, caller.grants);
        return { body: await accounts.addUser(input, caller.name) };
      },
    },
    {
      method: 'PUT',
      path: '/api/users/{userId}',
      summary: 'Changes name, rights or password, or disables; ends the sessions of a disabled person at once.',
      right: 'people.manage',
      body: closed({ name: text(100), disabled: { type: 'boolean' }, grants, password: text(128) }, []),
      answer: 'UserView',
      async handle({ body, params, caller }) {
        const change = body as Parameters<Accounts['changeUser']>[1];
        if (change.grants !== undefined) requireWithin(change.grants, caller.grants);
        const user = definitions.findUser(params['userId']!);
        if (user !== undefined) requireWithin(user.grants, caller.grants);
        return { body: await accounts.changeUser(params['userId']!, change, caller.name) };
      },
    },
    {
      method: 'GET',
      path: '/api/tokens',
      summary: 'API tokens: your own, or all for who manages them. Never their secrets.',
      right: 'signed-in',
      answer: 'Page<TokenView>',
      handle({ caller }) {
        const items = definitions
          .listTokens()
          .filter((token) => mayManage(token, caller))
          .map((token) => toTokenView(token, definitions.findUser(token.userId)?.name ?? token.userId));
        return { body: { items } satisfies Page<TokenView> };
      },
    },
    {
      method: 'POST',
      path: '/api/tokens',
      summary: 'Makes an API token within your own rights; its secret is shown once.',
      right: 'signed-in',
      body: closed({ name: text(100), grants, expiresAt: instant }, ['name', 'grants']),
      answer: 'TokenCreated',
      status: 201,
      async handle({ body, caller }) {
        const input = body as Parameters<Accounts['addToken']>[0];
        requireWithin(input.grants, caller.grants);
        return { body: await accounts.addToken(input, caller) };
      },
    },
    {
      method: 'DELETE',
      path: '/api/tokens/{tokenId}',
      summary: 'Revokes a token; it and its sockets end at once.',
      right: 'signed-in',
      async handle({ params, caller }) {
        const token = definitions.listTokens().find(({ tokenId }) => tokenId === params['tokenId']);
        if (token === undefined || !mayManage(token, caller)) throw refusals.notFound('token', params['tokenId']!);
        await accounts.revokeToken(token.tokenId, caller.name);
        return {};
      },
    },
    {
      method: 'GET',
      path: '/api/audit',
      summary: 'Who did what, newest first.',
      right: 'audit.read',
      query: PAGE_QUERY,
      answer: 'Page<AuditView>',
      handle({ query, require }) {
        require('audit.read', EVERYWHERE);
        const limit = pageLimit(query);
        const { cursor } = query;
        const before = cursor === undefined ? undefined : decodePosition(cursor, { seq: 'number' }).seq;
        const rows = definitions.listAudit(before, limit);
        const items = rows.map(({ hash: _hash, ...row }): AuditView => row);
        const last = rows.at(-1);
        return {
          body: {
            items,
            ...(rows.length === limit && last !== undefined ? { next: encodePosition({ seq: last.seq }) } : {}),
          } satisfies Page<AuditView>,
        };
      },
    },
    {
      method: 'GET',
      path: '/api/audit/verify',
      summary: 'Checks the hash chain of the audit trail.',
      right: 'audit.read',
      answer: 'AuditCheck',
      handle({ require }) {
        require('audit.read', EVERYWHERE);
        return { body: definitions.verifyAudit() };
      },
    },
  ];
}
