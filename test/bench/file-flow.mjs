// A big CSV through a flow: the flow, the file, and the judge of what came out.
import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const node = (type, config, more = {}) => ({ type, version: 1, config, ...more });
const files = { connection: 'plant' };
const columns = [
  { name: 'mark', value: 'D' },
  { name: 'order', required: true },
  { name: 'item' },
  { name: 'material' },
  { name: 'quantity', type: 'decimal', decimals: 3 },
  { name: 'due', type: 'date' },
  { name: 'text' },
];
const frame = [{ name: 'mark' }, { name: 'count', type: 'integer' }];
const LAYOUT = {
  format: 'csv',
  delimiter: ';',
  encoding: 'windows-1252',
  decimalSign: ',',
  dateFormat: 'dd.MM.yyyy',
  columns,
  trailer: { mark: 'T', columns: frame, count: 'count' },
};
const OUTPUT = {
  format: 'csv',
  delimiter: ';',
  lineEnd: 'lf',
  columns: [{ name: 'key' }, { name: 'quantity', type: 'decimal' }, { name: 'due' }, { name: 'remark' }],
};
const MAPPING = 'steps.read.rows.{ "key": order & "-" & item, "quantity": quantity, "due": due, "remark": $uppercase(text) }';

/** folder → split → for each part ( read → map → collect ) → write → put away. */
export const FILE_FLOW = {
  format: 1,
  id: 'bench-file',
  name: 'bench-file',
  layer: 'process',
  owner: 'bench',
  contract: { major: 1 },
  nodes: {
    dropped: node('files/folder', { folder: 'in', pattern: '*.csv', intervalMs: 200, stableMs: 500 }, files),
    split: node('files/split', { file: '= trigger.body', layout: LAYOUT }, files),
    each: node('core/for-each', { items: '= steps.split.parts' }),
    read: node('files/read-part', { part: '= item', layout: LAYOUT }, { ...files, parent: 'each' }),
    map: node('core/map', { rows: [{ target: 'rows', expression: MAPPING }] }, { parent: 'each' }),
    collect: node(
      'files/collect',
      { part: '= item.part', lists: { rows: '= steps.map.rows', rejects: '= steps.read.rejects' } },
      { ...files, parent: 'each' },
    ),
    write: node('files/write', { folder: 'out', name: '= trigger.body.name', layout: OUTPUT, collected: '= steps.each.items' }, files),
    away: node('files/put-away', { file: '= trigger.body', to: 'archive' }, files),
    refused: node('files/put-away', { file: '= trigger.body', to: 'error', reason: '= steps.split.message' }, files),
  },
  edges: [
    { from: 'dropped', to: 'split' },
    { from: 'split', port: 'out', to: 'each' },
    { from: 'split', port: 'unfit', to: 'refused' },
    { from: 'read', port: 'out', to: 'map' },
    { from: 'map', port: 'out', to: 'collect' },
    { from: 'each', port: 'out', to: 'write' },
    { from: 'write', port: 'out', to: 'away' },
  ],
};

const key = (n) => `${String(n).padStart(10, '0')}-${String((n % 9) * 10 + 10).padStart(6, '0')}`;
const quantity = (n) => `${n % 1_000}.${String(n % 7).padEnd(3, '0')}`;
const day = (n) => `2026-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;

function rowOf(n) {
  const [order, item] = key(n).split('-');
  return `D;${order};${item};FG-${1_000 + (n % 50)};${quantity(n).replace('.', ',')};${day(n).split('-').reverse().join('.')};Gehäuse für Stückgut, Position ${n}\r\n`;
}

/** Writes the file; gives how many records it has. */
export async function writeBigFile(path, megabytes) {
  const stream = createWriteStream(path, { encoding: 'latin1' });
  let bytes = 0;
  let records = 0;
  while (bytes < megabytes * 1_000_000) {
    let text = '';
    for (let n = 0; n < 2_000; n += 1) text += rowOf(records++);
    bytes += text.length;
    if (!stream.write(text)) await new Promise((resolve) => stream.once('drain', resolve));
  }
  stream.end(`T;${records}\r\n`);
  await finished(stream);
  return records;
}

/** Throws what a run of the flow says that goes no further by itself: its file is waited for in vain. */
export async function refuseStopped(base, token) {
  const asked = `${base}/api/runs?environment=development&flow=${FILE_FLOW.id}&state=parked,failed&limit=1`;
  // Without an answer Millrace has ended or is busy: whoever waits sees which.
  const answer = await fetch(asked, { headers: { authorization: `Bearer ${token}` } }).catch(() => undefined);
  if (answer === undefined) return;
  if (!answer.ok) throw new Error(`GET ${asked}: ${answer.status} ${await answer.text()}`);
  const [run] = (await answer.json()).items;
  if (run !== undefined) throw new Error(`Run ${run.runId} is ${run.state}: ${run.error?.message ?? 'it does not say why'}`);
}

/** Throws unless the file holds every record, mapped, in order. */
export async function judgeBigFile(path, records) {
  let n = 0;
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const wanted = `${key(n)};${quantity(n)};${day(n)};GEHÄUSE FÜR STÜCKGUT, POSITION ${n}`;
      if (line !== wanted) throw new Error(`Record ${n + 1} came out as "${line}" and not as "${wanted}".`);
      n += 1;
    }
  }
  if (n !== records || rest !== '') throw new Error(`${n} records came out, not ${records}.`);
}
