/** What node types and connections say of themselves, in the language of the pages: the server knows the English. */
import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import type { Json, JsonSchema } from '#flows/json.ts';
import { isDerived, type NodeManifest } from '#flows/node-manifest.ts';
import { spokenName } from '../spoken.ts';

/** What a step gives stays as it is: the mapper compares its words with those of others, and translates what it shows. */
export function nodeTypeInOurLanguage(manifest: NodeManifest): NodeManifest {
  const { label, summary, help, ports, config } = manifest;
  return {
    ...manifest,
    label: spokenName(label),
    summary: spokenName(summary),
    help: spokenName(help),
    config: schemaInOurLanguage(config),
    ports: isDerived(ports) ? ports : ports.map((port) => ({ ...port, label: spokenName(port.label) })),
  };
}

export function connectionTypeInOurLanguage(manifest: ConnectionManifest): ConnectionManifest {
  const { label, summary, help, settings, secrets } = manifest;
  return {
    ...manifest,
    label: spokenName(label),
    summary: spokenName(summary),
    help: spokenName(help),
    settings: schemaInOurLanguage(settings),
    secrets: secrets.map((secret) => ({ ...secret, label: spokenName(secret.label) })),
  };
}

function schemaInOurLanguage(schema: JsonSchema): JsonSchema {
  return inOurLanguage(schema) as JsonSchema;
}

function inOurLanguage(part: Json): Json {
  if (Array.isArray(part)) return part.map(inOurLanguage);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      (name === 'title' || name === 'description') && typeof value === 'string' ? spokenName(value) : inOurLanguage(value),
    ]),
  );
}
