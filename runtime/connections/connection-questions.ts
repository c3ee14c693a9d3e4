/**
 * What a system is asked while somebody looks at its connection: is it there, what does it offer, do its fields fit, which values may a
 * field have. Nothing is written; a refusal is said in the system's own words, without what it was sent.
 */
import type { CircuitState, ConnectionCheckView, MetadataComparisonView, OptionsView, ServiceTextView } from '#flows/api/connections.ts';
import type { OfferedService, ServiceCatalogue } from '#flows/connection-manifest.ts';
import { findOptions } from '#flows/find-options.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionCatalogue, ConnectionType } from '#nodes/connection.ts';
import { toStepError } from '#nodes/errors.ts';
import { maintenanceUntil } from '../engine/circuit.ts';
import { ApiError } from '../http/api-error.ts';
import type { ConnectionDefinitions, ConnectionRow } from '../store/connection-definitions.ts';
import { type ConnectionRegistry, connectionId } from './connection-registry.ts';
import { windowsOf } from './maintenance-windows.ts';
import { createOptionLists } from './option-lists.ts';
import { requireConnection } from './stored-connection.ts';

const CHECK_MS = 30_000;
/** Somebody waits with a field open, and can write the value all the same. */
const OPTIONS_MS = 15_000;
const MOST_OFFERED = 100;

export interface QuestionParts {
  readonly definitions: ConnectionDefinitions;
  readonly registry: Pick<ConnectionRegistry, 'openRow'>;
  findType(name: string): ConnectionType | undefined;
  redact(value: Json): Json;
  circuitOf(environment: string, name: string, plant: string | undefined): CircuitState | undefined;
  /** Live flows whose nodes name the connection. */
  flowsThatUse(environment: string, name: string): readonly string[];
  /** A variable of the environment. */
  variable(environment: string, name: string): Json | undefined;
  now(): number;
}

export interface ConnectionQuestions {
  check(environment: string, name: string, plant?: string): Promise<ConnectionCheckView>;
  /** `text`: metadata of a file; left out: read by the connection. Throws ApiError with the system's or the file's own words. */
  compareMetadata(
    environment: string,
    name: string,
    plant: string | undefined,
    question: { readonly text?: string | undefined; readonly service?: string | undefined },
  ): Promise<MetadataComparisonView>;
  /** Throws ApiError with the system's own words. */
  listServices(environment: string, name: string, plant: string | undefined): Promise<ServiceCatalogue>;
  /** Throws ApiError with the system's own words. */
  describeService(
    environment: string,
    name: string,
    plant: string | undefined,
    asked: Pick<OfferedService, 'service' | 'protocol'>,
  ): Promise<ServiceTextView>;
  /** Throws ApiError with the system's own words. */
  listOptions(environment: string, name: string, plant: string | undefined, question: OptionsQuestion): Promise<OptionsView>;
}

export interface OptionsQuestion {
  /** A list of the connection type. */
  readonly list: string;
  /** The fields that it depends on. */
  readonly given?: { readonly [field: string]: string };
  readonly search?: string;
}

export function createConnectionQuestions(parts: QuestionParts): ConnectionQuestions {
  const { definitions, registry, findType } = parts;
  const optionLists = createOptionLists(parts.now);

  const getRow = (environment: string, name: string, plant: string | undefined) => requireConnection(definitions, environment, name, plant);

  function requireCatalogue({ type }: ConnectionRow): ConnectionCatalogue {
    const catalogue = findType(type)?.catalogue;
    if (catalogue !== undefined) return catalogue;
    throw new ApiError(
      422,
      'no-catalogue',
      `Systems of the type "${type}" do not say which services they offer.`,
      'Import the description of a service as a file or as text.',
    );
  }

  // What the other system said may quote what it was sent.
  const redacted = <T extends object>(answer: T): T => parts.redact(answer as unknown as Json) as unknown as T;

  /** `ours`: the codes that are the fault of the question and not of the other system; `any`: each is. */
  function inItsWords(thrown: unknown, ...ours: readonly string[]): ApiError {
    const { message, options } = toStepError(thrown);
    const said = String(parts.redact(message));
    const isOurs = ours.includes('any') || ours.includes(options.code);
    return new ApiError(isOurs ? 400 : 502, options.code, said.endsWith('.') ? said : `${said}.`, options.help);
  }

  /** Nobody asks a system that is to be left alone. */
  function requireCallable({ environment, name, plant, limits }: ConnectionRow): void {
    const until = maintenanceUntil(windowsOf(limits, parts.now()), parts.now());
    if (until !== undefined)
      throw new ApiError(
        409,
        'in-maintenance',
        `"${name}" is in maintenance until ${new Date(until).toISOString()}.`,
        'Write the value by hand, or ask again afterwards.',
      );
    if (parts.circuitOf(environment, name, plant)?.state === 'open')
      throw new ApiError(
        409,
        'circuit-open',
        `The circuit of "${name}" is open: the system is not called at the moment.`,
        'Write the value by hand, or ask again when the system is back.',
      );
  }

  return {
    async check(environment, name, plant) {
      const row = getRow(environment, name, plant);
      const type = findType(row.type);
      if (type === undefined)
        throw new ApiError(409, 'unknown-connection-type', `The connection type "${row.type}" is no longer installed.`);
      const result = redacted(await runCheck(type, row, parts));
      await definitions.saveCheck(environment, name, plant, result as unknown as JsonObject);
      return result;
    },

    async compareMetadata(environment, name, plant, { text, service }) {
      const row = getRow(environment, name, plant);
      const compare = findType(row.type)?.compareMetadata;
      if (compare === undefined) throw new ApiError(409, 'no-metadata', `Systems of the type "${row.type}" do not describe their fields.`);
      const variable = (name: string) => parts.variable(environment, name);
      try {
        const given = { variable, ...(text === undefined ? {} : { text }), ...(service === undefined ? {} : { service }) };
        const comparison = await compare(registry.openRow(row), given, AbortSignal.timeout(CHECK_MS));
        return { ...comparison, flows: parts.flowsThatUse(environment, name) };
      } catch (thrown) {
        throw inItsWords(thrown, text === undefined ? 'service-unknown' : 'any');
      }
    },

    async listServices(environment, name, plant) {
      const row = getRow(environment, name, plant);
      const catalogue = requireCatalogue(row);
      try {
        return redacted(await catalogue.list(registry.openRow(row), AbortSignal.timeout(CHECK_MS)));
      } catch (thrown) {
        throw inItsWords(thrown);
      }
    },
    async describeService(environment, name, plant, { service, protocol }) {
      const row = getRow(environment, name, plant);
      const catalogue = requireCatalogue(row);
      try {
        const text = await catalogue.describe(registry.openRow(row), service, protocol, AbortSignal.timeout(CHECK_MS));
        return redacted({ service, protocol, text });
      } catch (thrown) {
        throw inItsWords(thrown, 'service-malformed');
      }
    },

    async listOptions(environment, name, plant, { list, given = {}, search = '' }) {
      const row = getRow(environment, name, plant);
      const lists = findType(row.type)?.options ?? {};
      const found = Object.hasOwn(lists, list) ? lists[list] : undefined;
      if (found === undefined)
        throw new ApiError(
          422,
          'options-unknown',
          `Systems of the type "${row.type}" have no list "${list}".`,
          `Known: ${Object.keys(lists).join(', ') || 'none'}.`,
        );
      const missing = found.wants.filter((field) => !Object.hasOwn(given, field));
      if (missing.length > 0)
        throw new ApiError(400, 'options-incomplete', `The list "${list}" depends on ${missing.join(' and ')}.`, 'Give it, too.');
      requireCallable(row);
      const wanted = Object.fromEntries(found.wants.map((field) => [field, given[field]!]));
      const id = JSON.stringify([connectionId(row), row.revision, list, wanted]);
      const asked = optionLists.get(connectionId(row), id, () =>
        found.read(registry.openRow(row), wanted, AbortSignal.timeout(OPTIONS_MS)),
      );
      if (asked === undefined)
        throw new ApiError(
          429,
          'too-many-questions',
          `Several lists of "${name}" are being read at the moment.`,
          'Ask again in a moment.',
          {},
          { 'Retry-After': '2' },
        );
      try {
        const { options, askedAt } = await asked;
        return redacted({ ...findOptions(options, search, MOST_OFFERED), askedAt: new Date(askedAt).toISOString() });
      } catch (thrown) {
        throw inItsWords(thrown, 'service-malformed', 'options-unknown');
      }
    },
  };
}

async function runCheck(type: ConnectionType, row: ConnectionRow, { registry, now }: QuestionParts): Promise<ConnectionCheckView> {
  const at = new Date(now()).toISOString();
  try {
    const rungs = await type.check(registry.openRow(row), AbortSignal.timeout(CHECK_MS));
    return { at, ok: rungs.every(({ state }) => state !== 'failed'), rungs };
  } catch (thrown) {
    const error = toStepError(thrown);
    return {
      at,
      ok: false,
      rungs: [
        {
          name: 'open',
          state: 'failed',
          message: error.message,
          fix: error.options.help ?? 'Complete the settings and secrets of the connection.',
          durationMs: 0,
        },
      ],
    };
  }
}
