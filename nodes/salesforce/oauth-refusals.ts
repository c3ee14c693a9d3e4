/** What it means that Salesforce gives no token, and what to do: the same code stands for a dozen causes, the description tells them apart. */

interface Meaning {
  readonly error?: string;
  readonly description?: RegExp;
  readonly help: string;
}

/** The first that fits. */
const MEANINGS: readonly Meaning[] = [
  {
    description: /user hasn.?t approved this consumer|not admin approved/i,
    help: 'Let the connected app be used by pre-authorised users (Permitted Users: "Admin approved users are pre-authorized"), and give the integration user a profile or permission set that has the app.',
  },
  {
    description: /audience/i,
    help: 'Set the audience to https://login.salesforce.com, for a sandbox to https://test.salesforce.com, or to your own My Domain address.',
  },
  {
    description: /expired/i,
    help: 'The assertion was too old when it came, or too far ahead: set the clock of this machine (NTP). Salesforce allows three minutes.',
  },
  {
    description: /invalid assertion|signature/i,
    help: 'The private key does not belong to the certificate that was uploaded to the connected app ("Use digital signatures"), or that certificate has run out.',
  },
  {
    description: /inactive user|user is inactive|authentication failure/i,
    help: 'The integration user is not active, is frozen, or may not sign in from this address or at this hour.',
  },
  {
    description: /ip restricted|ip range/i,
    help: "Relax the connected app's IP restrictions, or add the address of this machine to them.",
  },
  {
    error: 'invalid_client_id',
    help: 'Check the consumer key. Salesforce knows a new connected app only some ten minutes after it was made.',
  },
  { error: 'invalid_client', help: 'Check the consumer secret.' },
  {
    error: 'invalid_app_access',
    help: 'Give the integration user a profile or permission set that has the connected app.',
  },
  {
    error: 'unsupported_grant_type',
    help: 'Allow this OAuth flow in the connected app (client credentials with a run-as user, or digital signatures), and use the My Domain address.',
  },
  {
    error: 'invalid_grant',
    help: 'Check user name, audience and certificate of the connected app. The login history in Setup tells more than this answer.',
  },
];

export function explainRefusal(error: string, description: string): string {
  const found = MEANINGS.find(
    (meaning) => (meaning.error === undefined || meaning.error === error) && (meaning.description?.test(description) ?? true),
  );
  return found?.help ?? 'Check client id and secret, and that the connected app allows the OAuth flow of this connection.';
}
