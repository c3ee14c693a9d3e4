/** What a kind of system needs to be reached: drawn as a form, stored per environment, secrets write-only. */
import type { JsonSchema } from './json.ts';
import type { FieldTag } from './schemas/schemas.ts';

export interface ConnectionManifest {
  /** e.g. `sap-odata`. */
  readonly type: string;
  readonly version: number;
  readonly label: string;
  readonly summary: string;
  readonly icon: string;
  /** Schema of the non-secret settings (base URL, client, language …), `additionalProperties: false`; `x-when` as in node manifests; `'x-called': false`: an address that is only named, so no secret is sent there. */
  readonly settings: JsonSchema;
  /** Names and labels of the secret fields. Their values are bound to the hosts of `settings`. */
  readonly secrets: readonly ConnectionSecret[];
  /** Fields of the system's own messages that hold what is not for everybody, by name: kept sealed wherever they stand (TRC-3). */
  readonly fieldTags?: { readonly [field: string]: FieldTag };
  /** The system describes its fields, and they can be held against what the example flows want. */
  readonly comparesMetadata?: boolean;
  /** The system says which services it offers, and describes each for an import. */
  readonly hasCatalogue?: boolean;
  readonly help: string;
}

export interface ConnectionSecret {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  /** Text of several lines: a PEM. */
  readonly multiline?: boolean;
  /** Only while these settings have one of these values. */
  readonly when?: { readonly [setting: string]: readonly string[] };
  /** Only while this setting is given. */
  readonly whenGiven?: string;
}

/** One rung of the ladder that `check()` climbs. */
export interface CheckRung {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly message: string;
  /** What to do, in the other system's words; present when failed. */
  readonly fix?: string;
  readonly durationMs: number;
}

/** How what a system says of its fields fits what the example flows want of them. */
export interface MetadataComparison {
  readonly service: string;
  /** Parts of the system that flows read or write and that can be asked for one by one, this one among them. */
  readonly services: readonly string[];
  /** Other names of fields can be kept in the connection. */
  readonly mapsFields: boolean;
  /** Where the metadata came from. */
  readonly source: 'connection' | 'file';
  readonly entities: readonly ComparedEntity[];
  /** Fields that the connection has another name for already: `entity/field` → that name. They are judged as what they stand for. */
  readonly mapped: { readonly [entityAndField: string]: string };
}

export interface ComparedEntity {
  readonly name: string;
  readonly isThere: boolean;
  readonly findings: readonly FieldFinding[];
  /** Fields of this system that the sandbox has not: they can be used all the same. */
  readonly extra: readonly string[];
}

export interface FieldFinding {
  readonly field: string;
  readonly kind: 'missing' | 'not-writable' | 'other-type' | 'shorter';
  /** stops: flows fail · limits: they do less. */
  readonly weight: 'stops' | 'limits';
  /** What follows, and what to do about it. */
  readonly consequence: string;
}

/** The services that a system offers. */
export interface ServiceCatalogue {
  /** By name and version. */
  readonly services: readonly OfferedService[];
  /** What could not be read of it, in the system's own words; the other part is whole. */
  readonly unread: readonly UnreadCatalogue[];
}

export interface OfferedService {
  /** As an import and nodes take it; empty: it stands where the connection does not reach. */
  readonly service: string;
  readonly version: number;
  readonly title: string;
  readonly protocol: 'V2' | 'V4';
  readonly address: string;
}

/**
 * `x-options` of a field, or of the names or items in it: the system behind the node's connection is asked which values there are.
 * Whatever it says, any other value can be written.
 */
export interface OptionsWish {
  /** A list that the connection type knows. */
  readonly list: string;
  /** Fields of the same config that the list depends on; asked only when each has a fixed value. */
  readonly with?: readonly string[];
}

/** A value that a field can be filled with, as the system tells of it. */
export interface OfferedOption {
  readonly value: string;
  /** What people call it, where that is something else. */
  readonly label?: string;
  /** Of fields: as the system names it, e.g. `String(10)`, `picklist`. */
  readonly type?: string;
  /** Of fields: rows are told apart by it. */
  readonly isKey?: boolean;
}

export interface UnreadCatalogue {
  readonly protocol: OfferedService['protocol'];
  readonly message: string;
}
