/** What the last start found of the journal, and the step by which an administrator goes on in spite of it (RES-6). */
import type { RecoveryView } from '#flows/api/recovery.ts';
import { EVERYWHERE } from '#flows/policy.ts';
import type { RecoveryMode } from '../../recovery/recovery-mode.ts';
import { ApiError } from '../api-error.ts';
import type { Route } from '../route.ts';
import { closed, reason } from '../schemas.ts';

export function recoveryRoutes(recovery: RecoveryMode): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/recovery',
      summary: 'Whether the installation works or only looks, and what was found of its journal.',
      right: 'signed-in',
      answer: 'RecoveryView',
      handle: () => ({ body: recovery.view() }),
    },
    {
      method: 'POST',
      path: '/api/recovery/acceptance',
      summary: 'Accepts that entries of the journal are lost, with a reason; audited. Work begins.',
      right: 'recovery.accept',
      whileReadOnly: true,
      body: closed({ reason }),
      answer: 'RecoveryView',
      async handle({ body, caller, require }) {
        require('recovery.accept', EVERYWHERE);
        if (!(await recovery.accept(caller.name, (body as { readonly reason: string }).reason)))
          throw new ApiError(409, 'nothing-to-accept', 'The installation does not stand still: there is no loss to accept.');
        return { body: recovery.view() satisfies RecoveryView };
      },
    },
  ];
}
