/** How the sandbox organisation is set up. */
import { salesforceId, withCaseCheck } from '../../sandbox/salesforce-id.ts';

export interface SalesforceClient {
  readonly clientId: string;
  readonly clientSecret?: string;
  /** PEM of the certificate's key: signs in with the JWT bearer grant. */
  readonly publicKey?: string;
  /** The user it runs as; left out: the integration user. */
  readonly username?: string;
}

export interface SalesforceSimulatorOptions {
  /** Connected apps, asked for at each sign-in. */
  readonly clients: () => readonly SalesforceClient[];
  /** A session ends when it was not used for so long. */
  readonly sessionIdleMs: number;
  /** Calls in 24 hours; above it everything is refused with REQUEST_LIMIT_EXCEEDED. */
  readonly dailyApiRequests: number;
  /** Rows of one page of a query unless the caller asks for fewer. */
  readonly queryBatchSize: number;
  /** Client tags that begin so are the integration's own: their writes send no outbound message. */
  readonly ownClientTags: readonly string[];
}

export const DEFAULT_SALESFORCE_OPTIONS: Omit<SalesforceSimulatorOptions, 'clients'> = {
  sessionIdleMs: 2 * 3_600_000,
  dailyApiRequests: 5_000_000,
  queryBatchSize: 2_000,
  ownClientTags: ['millrace'],
};

export const ORGANIZATION_ID = withCaseCheck('00D5g000000SBX1');

/** The user that flows sign in as, and the customers who enter change requests. */
export const INTEGRATION_USER = { id: salesforceId('005', 1), username: 'integration@sandbox.example', name: 'Integration User' };
export const PORTAL_USER = { id: salesforceId('005', 2), username: 'portal@sandbox.example', name: 'Customer Portal' };
export const USERS = [INTEGRATION_USER, PORTAL_USER];

/** Salesforce versions its API by the season; these are still served. */
export const API_VERSIONS = Array.from({ length: 13 }, (_, index) => 50 + index);
