/** How this SAP system is set up. Everything here differs between real systems, so nothing is hard-wired. */
export interface SapSimulatorOptions {
  /** Three digits. */
  readonly client: string;
  /** SID, three letters; part of the session cookie's name. */
  readonly systemId: string;
  readonly users: readonly SapUser[];
  /** True: schedule lines can be written (2023 edition). False: the set is marked creatable, updatable, deletable="false" (2020 edition). */
  readonly scheduleLinesWritable: boolean;
  /** Has the item the field DeliveryDateQuantityIsFixed? */
  readonly fixedDateField: boolean;
  /** Does the system honour RequestID and RepeatabilityCreation? */
  readonly repeatability: boolean;
  /** Status of "currently being processed by user …"; releases differ. */
  readonly lockStatus: 400 | 423;
  /** Rows of one page before `__next`. */
  readonly pageSize: number;
  /** Is what stock and receipts cannot cover confirmed at the end of the replenishment lead time? Otherwise it stays unconfirmed. */
  readonly replenishmentLeadTime: boolean;
  /** Does the checking rule count planned orders as receipts? Then moving one confirms sales orders anew. */
  readonly plannedOrdersInCheck: boolean;
  /** New orders above this net amount wait for an approval. */
  readonly approvalThreshold: string;
  /** `secure` on cookies, as SAP sets it. Some cookie jars then keep them back on plain HTTP. */
  readonly secureCookies: boolean;
  readonly sessionIdleMs: number;
}

export interface SapUser {
  readonly name: string;
  readonly password: string;
}

export const DEFAULT_SAP_OPTIONS: SapSimulatorOptions = {
  client: '100',
  systemId: 'S4H',
  users: [{ name: 'MILLRACE', password: 'sandbox' }],
  scheduleLinesWritable: true,
  fixedDateField: true,
  repeatability: false,
  lockStatus: 423,
  pageSize: 100,
  replenishmentLeadTime: false,
  plannedOrdersInCheck: false,
  approvalThreshold: '250000.000',
  secureCookies: true,
  sessionIdleMs: 30 * 60_000,
};
