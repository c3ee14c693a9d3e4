/** Settings of a `frepple` connection as its schema leaves them. */
import type { ConnectionAccess } from '../connection.ts';
import type { AuthorizationSettings } from '../http/authorization.ts';

export interface FreppleSettings extends AuthorizationSettings {
  readonly baseUrl: string;
  /** Name of the scenario; empty: the production database. */
  readonly scenario: string;
  /** Field of a demand that keeps the order's revision. */
  readonly revisionField: string;
  readonly constraint: string;
  readonly environment: string;
}

const DEFAULTS = {
  authentication: 'basic',
  scenario: '',
  revisionField: 'subcategory',
  constraint: 'capa,mfg_lt,po_lt',
  environment: 'supply',
} as const;

/** A connection that was stored before a setting came up has no value for it. */
export function freppleSettingsOf(connection: Pick<ConnectionAccess, 'settings'>): FreppleSettings {
  return { ...DEFAULTS, ...connection.settings } as unknown as FreppleSettings;
}
