/** What somebody pastes or uploads as the description of a service → what it can do. Nothing is fetched, nothing of it is run. */
import { parseDocument } from 'yaml';
import type { Json } from '#flows/json.ts';
import { readOpenApi } from '#flows/services/read-openapi.ts';
import { SERVICE_LIMITS, type ServiceReading } from '#flows/services/service.ts';
import { readJson } from '#nodes/http/read-json.ts';
import { findExcess } from '../http/json-body.ts';

export function readServiceText(given: string): ServiceReading {
  const text = given.charCodeAt(0) === 0xfeff ? given.slice(1) : given;
  if (Buffer.byteLength(text) > SERVICE_LIMITS.bytes) {
    const most = SERVICE_LIMITS.bytes / 1_000_000;
    return refused('description-too-large', `The description is larger than ${most} MB.`, 'Import a part of it.');
  }
  const start = text.trimStart();
  if (start === '') return refused('description-empty', 'There is no text in it.', 'Paste the description, or choose its file.');
  return start.startsWith('{') ? readAsJson(text) : readAsYaml(text);
}

function readAsJson(text: string): ServiceReading {
  const reading = readJson(text);
  if (reading.ok) return withoutExcess(reading.value);
  return refused(`description-${reading.code}`, `The JSON cannot be read: ${reading.message}.`, 'Correct it and import it again.');
}

/** Aliases are copies: a hundred lines of them can be more than any memory holds, so their number ends before they are followed. */
function readAsYaml(text: string): ServiceReading {
  const document = parseDocument(text, { version: '1.2', merge: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const message = `This is neither JSON nor YAML that can be read: ${error.message.split('\n')[0]}`;
    return refused('description-malformed', message, 'Correct it and import it again.');
  }
  try {
    return withoutExcess(document.toJS({ maxAliasCount: 100 }) as Json);
  } catch (thrown) {
    return refused('description-malformed', `The YAML cannot be read: ${(thrown as Error).message}.`, 'Write it without so many aliases.');
  }
}

function withoutExcess(value: Json): ServiceReading {
  const excess = findExcess(value);
  return excess === undefined ? readOpenApi(value) : refused('description-too-complex', excess, 'Import a part of it.');
}

function refused(code: string, message: string, help: string): ServiceReading {
  return { problems: [{ code, severity: 'error', path: '', message, help }] };
}
