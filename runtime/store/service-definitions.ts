/** Services that were imported, in their newest description. */
import type { ServiceDescription } from '#flows/services/service.ts';
import type { AuditDraft } from './audit-definitions.ts';

/** A service in its newest description. */
export interface ServiceRow {
  readonly name: string;
  readonly revision: number;
  readonly description: ServiceDescription;
  readonly importedBy: string;
  readonly importedAt: string;
}

export interface ServiceDefinitions {
  listServices(): readonly ServiceRow[];
  findService(name: string): ServiceRow | undefined;
  /** The text that was imported then. */
  findServiceSource(name: string, revision: number): string | undefined;
  /** `expected` 0 for a new one; undefined when the newest revision is another. */
  putService(
    name: string,
    description: ServiceDescription,
    source: string,
    expected: number,
    audit: AuditDraft,
  ): Promise<ServiceRow | undefined>;
  deleteService(name: string, audit: AuditDraft): Promise<void>;
}
