/** One element as a row, and the way back. With columns: their paths; without: what is there. */
import type { Json, JsonObject } from '#flows/json.ts';
import { createXmlReader, findXmlFault } from '../xml-reader.ts';
import { readField, writeField } from './field-values.ts';
import type { Column, Layout } from './layout.ts';
import type { RowReading } from './record-fields.ts';

const readElement = createXmlReader({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

export function readXmlRecord(text: string, layout: Layout): RowReading {
  const fault = findXmlFault(text);
  if (fault !== undefined) return { faults: [`It is no well-formed element: ${fault.msg}`] };
  const [content] = Object.values(readElement(text) as JsonObject);
  const element = isObject(content) ? content : { '#text': String(content ?? '') };
  const { columns } = layout;
  if (columns === undefined) return { row: element };
  const row: { [name: string]: Json } = {};
  const faults: string[] = [];
  for (const column of columns) {
    const found = follow(element, (column.in ?? column.name).split('/'));
    if (found === undefined) {
      faults.push(`${column.name} stands there more than once or has elements of its own`);
      continue;
    }
    const reading = readField(found, column, layout);
    if ('fault' in reading) faults.push(`${column.name} ${reading.fault}`);
    else row[column.name] = reading.value;
  }
  return faults.length === 0 ? { row } : { faults };
}

/** The text at the path, empty where nothing is; undefined: there is no single text. */
function follow(element: JsonObject, path: readonly string[]): string | undefined {
  let value: Json = element;
  for (const step of path) {
    if (value === '' || value === null) return '';
    if (!isObject(value)) return undefined;
    if (!Object.hasOwn(value, step)) return '';
    value = value[step] ?? '';
  }
  if (isObject(value)) {
    const keys = Object.keys(value).filter((key) => !key.startsWith('@'));
    return keys.length === 0 ? '' : keys.length === 1 && keys[0] === '#text' ? String(value['#text']) : undefined;
  }
  return Array.isArray(value) ? undefined : String(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Faults are sentences. Columns whose paths share elements come out in one element; `@name` becomes an attribute. */
export function writeXmlRecord(row: JsonObject, layout: Layout): { readonly text: string } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const root = newElement(layout.recordElement!);
  const columns: readonly Column[] = layout.columns ?? Object.keys(row).map((name) => ({ name }));
  for (const column of columns) {
    const written = writeField(row[column.name], column, layout);
    if ('fault' in written) {
      faults.push(`${column.name} ${written.fault}`);
      continue;
    }
    if (written.text === '') continue;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them.
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(written.text)) {
      faults.push(`${column.name} has a control character, which XML cannot hold`);
      continue;
    }
    let element = root;
    for (const step of (column.in ?? column.name).split('/')) {
      if (step.startsWith('@')) element.attributes.push([step.slice(1), written.text]);
      else {
        const known = element.children.find(({ name }) => name === step);
        const child = known ?? newElement(step);
        if (known === undefined) element.children.push(child);
        element = child;
      }
    }
    if (!(column.in ?? '').includes('@')) element.text = written.text;
  }
  return faults.length > 0 ? { faults } : { text: draw(root) };
}

interface Element {
  readonly name: string;
  readonly attributes: [string, string][];
  readonly children: Element[];
  text: string;
}

const newElement = (name: string): Element => ({ name, attributes: [], children: [], text: '' });

function draw({ name, attributes, children, text }: Element): string {
  const head = [name, ...attributes.map(([key, value]) => `${key}="${escapeXml(value)}"`)].join(' ');
  return `<${head}>${escapeXml(text)}${children.map(draw).join('')}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');
}
