/** Inviting people by a link that works once. */
import type { Page } from '#flows/api/page.ts';
import type { InvitationView } from '#flows/api/people.ts';
import { isWithin } from '#flows/policy.ts';
import { type Invitations, toInvitationView } from '../../accounts/invitations.ts';
import { ApiError, refusals } from '../api-error.ts';
import type { Route } from '../route.ts';
import { closed, grants, text } from '../schemas.ts';

export function invitationRoutes(invitations: Invitations): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/invitations',
      summary: 'Open invitations; never their links.',
      right: 'people.manage',
      answer: 'Page<InvitationView>',
      handle: () => ({ body: { items: invitations.list().map(toInvitationView) } satisfies Page<InvitationView> }),
    },
    {
      method: 'POST',
      path: '/api/invitations',
      summary:
        'Invites somebody within your own rights; the token of the link is shown once. A new one to the same address replaces the old.',
      right: 'people.manage',
      body: closed(
        {
          email: { type: 'string', maxLength: 254, pattern: '^[^@\\s]+@[^@\\s]+$' },
          grants,
          days: { type: 'integer', minimum: 1, maximum: 30 },
        },
        ['email', 'grants'],
      ),
      answer: 'InvitationCreated',
      status: 201,
      async handle({ body, caller }) {
        const input = body as Parameters<Invitations['invite']>[0];
        if (!isWithin(input.grants, caller.grants))
          throw new ApiError(403, 'grants-exceed-own', 'You cannot grant rights that you do not have yourself.');
        return { body: await invitations.invite(input, caller) };
      },
    },
    // Before the path that takes any name there.
    {
      method: 'POST',
      path: '/api/invitations/accept',
      summary: 'Makes the account that an invitation is for; the link works once.',
      right: 'open',
      body: closed({ token: text(200), name: text(100), password: text(128) }),
      answer: 'UserView',
      status: 201,
      async handle({ body }) {
        return { body: await invitations.accept(body as Parameters<Invitations['accept']>[0]) };
      },
    },
    {
      method: 'DELETE',
      path: '/api/invitations/{invitationId}',
      summary: 'Takes an invitation back; its link ends at once.',
      right: 'people.manage',
      async handle({ params, caller }) {
        const found = invitations.list().find(({ invitationId }) => invitationId === params['invitationId']);
        if (found === undefined) throw refusals.notFound('invitation', params['invitationId']!);
        await invitations.withdraw(found, caller.name);
        return {};
      },
    },
  ];
}
