/** What people do with exceptions. */
import type { AuditDraft } from './audit-definitions.ts';

export interface ExceptionDefinitions {
  /** False when there is no such exception or it is closed already. */
  changeException(
    exceptionId: string,
    change: { readonly state: 'open' | 'taken' | 'closed'; readonly takenBy?: string },
    audit: AuditDraft,
  ): Promise<boolean>;
}
