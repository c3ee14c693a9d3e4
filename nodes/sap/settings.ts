/** Settings of a `sap-odata` connection as its schema leaves them: defaults filled. */
import type { ConnectionAccess } from '../connection.ts';
import type { AuthorizationSettings } from '../http/authorization.ts';

export interface SapSettings extends AuthorizationSettings {
  readonly baseUrl: string;
  /** Three digits. */
  readonly sapClient: string;
  /** Two letters; the language of SAP's messages. */
  readonly language: string;
  /** Where OData services hang, e.g. `/sap/opu/odata/sap`. */
  readonly servicePath: string;
  /** Where OData V4 services hang, e.g. `/sap/opu/odata4/sap`. */
  readonly v4ServicePath: string;
  /** How changesets go to V4 services. */
  readonly v4BatchFormat: 'multipart' | 'json';
  /** Field of the order header that carries the revision of the order in the leading system; empty where there is none. */
  readonly revisionField: string;
  /** The customer's names for fields of the sales order service: `A_SalesOrderItemType/YY1_PromisedDate_SDI` → theirs. */
  readonly fieldNames?: { readonly [entityAndField: string]: string };
  /** Reason code for items that are cancelled without one. */
  readonly rejectionReason: string;
  /** Send RequestID and RepeatabilityCreation with writes. */
  readonly repeatableRequests: boolean;
}

/** A connection that was stored before a setting came up has no value for it. */
const DEFAULTS = {
  language: 'EN',
  servicePath: '/sap/opu/odata/sap',
  v4ServicePath: '/sap/opu/odata4/sap',
  v4BatchFormat: 'multipart',
  authentication: 'basic',
  revisionField: 'YY1_CRMRevision_SDH',
  rejectionReason: '10',
  repeatableRequests: false,
} as const;

export function sapSettingsOf(connection: Pick<ConnectionAccess, 'settings'>): SapSettings {
  return { ...DEFAULTS, ...connection.settings } as unknown as SapSettings;
}
