/** What node types and connections say of themselves, in the language of the pages: the server knows the English. */
import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import type { Json, JsonSchema } from '#flows/json.ts';
import { isDerived, type NodeManifest, type Port } from '#flows/node-manifest.ts';
import { spokenName, spokenNameAt } from '../spoken.ts';

/** What a step gives stays as it is: the mapper compares its words with those of others, and translates what it shows. */
export function nodeTypeInOurLanguage(manifest: NodeManifest): NodeManifest {
  const { type, label, summary, help, ports, config } = manifest;
  return {
    ...manifest,
    label: spokenName(label),
    summary: spokenName(summary),
    help: spokenName(help),
    config: schemaInOurLanguage(config, type),
    ports: isDerived(ports) ? ports : ports.map((port) => ({ ...port, label: spokenName(port.label) })),
  };
}

export function connectionTypeInOurLanguage(manifest: ConnectionManifest): ConnectionManifest {
  const { type, label, summary, help, settings, secrets } = manifest;
  return {
    ...manifest,
    label: spokenName(label),
    summary: spokenName(summary),
    help: spokenName(help),
    settings: schemaInOurLanguage(settings, `${type}/`),
    secrets: secrets.map((secret) => ({ ...secret, label: spokenName(secret.label) })),
  };
}

/** Ways out that a node derives from its settings and that are named by us; the others are named by who drew them. */
const NAMED_BY_US = new Set(['approve', 'reject', 'timeout', 'otherwise', 'not-found', 'conflict', 'gone', 'refused']);

export function portInOurLanguage<P extends Pick<Port, 'name' | 'kind' | 'label'>>(port: P): P {
  return port.kind === 'business' && !NAMED_BY_US.has(port.name) ? port : { ...port, label: spokenName(port.label) };
}

function schemaInOurLanguage(schema: JsonSchema, type: string): JsonSchema {
  return inOurLanguage(schema, type.slice(0, type.indexOf('/'))) as JsonSchema;
}

function inOurLanguage(part: Json, system: string): Json {
  if (Array.isArray(part)) return part.map((one: Json) => inOurLanguage(one, system));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      (name === 'title' || name === 'description') && typeof value === 'string'
        ? spokenNameAt(system, value)
        : inOurLanguage(value, system),
    ]),
  );
}
