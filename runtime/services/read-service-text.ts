/** What somebody pastes or uploads as the description of a service → what it can do. Nothing is fetched, nothing of it is run. */
import type * as library from 'yaml';
import type { Json } from '#flows/json.ts';
import { readOpenApi } from '#flows/services/read-openapi.ts';
import { SERVICE_LIMITS, type ServiceReading } from '#flows/services/service.ts';
import { readJson } from '#nodes/http/read-json.ts';
import { comesLate } from '#nodes/late-package.ts';
import { describeODataService } from '#nodes/sap/describe-service.ts';
import type { EdmModel } from '#nodes/sap/odata/edm.ts';
import { readEdmx } from '#nodes/sap/odata/read-edmx.ts';
import { findExcess } from '../http/json-body.ts';

const yaml = comesLate<typeof library>('yaml');

/** `path`: of an OData service, whose `$metadata` need not say it. */
export function readServiceText(given: string, path?: string): ServiceReading {
  const text = given.charCodeAt(0) === 0xfeff ? given.slice(1) : given;
  if (Buffer.byteLength(text) > SERVICE_LIMITS.bytes) {
    const most = SERVICE_LIMITS.bytes / 1_000_000;
    return refused('description-too-large', `The description is larger than ${most} MB.`, 'Import a part of it.');
  }
  const start = text.trimStart();
  if (start === '') return refused('description-empty', 'There is no text in it.', 'Paste the description, or choose its file.');
  if (start.startsWith('<')) return readAsEdmx(text, path);
  return start.startsWith('{') ? readAsJson(text) : readAsYaml(text);
}

function readAsJson(text: string): ServiceReading {
  const reading = readJson(text);
  if (reading.ok) return withoutExcess(reading.value);
  return refused(`description-${reading.code}`, `The JSON cannot be read: ${reading.message}.`, 'Correct it and import it again.');
}

/** As SAP says of itself in V2: `href="…/sap/opu/odata/sap/API_SALES_ORDER_SRV/$metadata"`. */
const SELF_LINK = /<(?:\w+:)?link\s[^<>]*?href="[^"<>]*\/([A-Za-z0-9_]+(?:;v=[0-9]+)?)\/\$metadata"/;

function readAsEdmx(text: string, path: string | undefined): ServiceReading {
  const help = 'Give the answer of the service to …/$metadata as it is.';
  // Metadata have no use for entities: what declares them wants something else.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return refused('description-malformed', 'The XML has a document type, which is not read.', help);
  if (isTooDeep(text)) return refused('description-too-complex', 'The XML is nested too deep.', help);
  let model: EdmModel | string;
  try {
    model = readEdmx(text);
  } catch (thrown) {
    // The reader refuses names that would reach into objects by throwing.
    return refused('description-malformed', `The XML cannot be read: ${(thrown as Error).message}.`, help);
  }
  if (typeof model === 'string') return refused('description-malformed', model, help);
  return describeODataService(model, path ?? SELF_LINK.exec(text)?.[1]);
}

/** Counted before it is read: the reader goes down with the tags. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [tag] of text.matchAll(/<[/A-Za-z_][^<>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    if (depth > MOST_DEPTH) return true;
  }
  return false;
}

const MOST_DEPTH = 64;

/** Aliases are copies: a hundred lines of them can be more than any memory holds, so their number ends before they are followed. */
function readAsYaml(text: string): ServiceReading {
  if (Buffer.byteLength(text) > SERVICE_LIMITS.yamlBytes) {
    const most = SERVICE_LIMITS.yamlBytes / 1_000_000;
    return refused('description-too-large', `As YAML the description is larger than ${most} MB.`, 'Import it as JSON, or a part of it.');
  }
  // The parser holds each key against all others of its map: 20,000 keys would take it ten seconds, and everybody waits meanwhile.
  const document = yaml().parseDocument(text, { version: '1.2', merge: false, uniqueKeys: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const message = `This is neither JSON nor YAML that can be read: ${error.message.split('\n')[0]}`;
    return refused('description-malformed', message, 'Correct it and import it again.');
  }
  const twice = findTwice(document);
  if (twice !== undefined)
    return refused('description-malformed', `"${twice.slice(0, 100)}" stands twice in one object.`, 'Correct it and import it again.');
  try {
    return withoutExcess(document.toJS({ maxAliasCount: 100 }) as Json);
  } catch (thrown) {
    return refused('description-malformed', `The YAML cannot be read: ${(thrown as Error).message}.`, 'Write it without so many aliases.');
  }
}

function findTwice(document: library.Document): string | undefined {
  const { isScalar, visit } = yaml();
  let twice: string | undefined;
  visit(document, {
    Map(_at, { items }) {
      const names = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (names.has(name)) {
          twice = name;
          return visit.BREAK;
        }
        names.add(name);
      }
    },
  });
  return twice;
}

function withoutExcess(value: Json): ServiceReading {
  const excess = findExcess(value);
  return excess === undefined ? readOpenApi(value) : refused('description-too-complex', excess, 'Import a part of it.');
}

function refused(code: string, message: string, help: string): ServiceReading {
  return { problems: [{ code, severity: 'error', path: '', message, help }] };
}
