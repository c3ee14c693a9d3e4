/** A file of the plant that knows files only, as its nodes speak of it. */
import type { StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';

export const FILE: JsonObject = {
  name: 'CONFIRM_000042.csv',
  path: 'work/taken/development.legacy-plant-file/20270120T170000000-00k3-CONFIRM_000042.csv',
  folder: 'from-plant',
  bytes: 412,
  sha256: '5f2b1c9d0e3a47668b1a7c2f90de4b35a6c7e8f90123456789abcdef01234567',
  modifiedAt: '2027-01-20T16:59:55.000Z',
  takenAt: '2027-01-20T17:00:00.000Z',
  archiveFolder: 'archive',
  errorFolder: 'error',
};

export const PART: JsonObject = {
  path: FILE['path']!,
  part: 1,
  from: 24,
  to: 400,
  records: 3,
  firstRecord: 1,
  firstLine: 2,
  sha256: '0a1b1c9d0e3a47668b1a7c2f90de4b35a6c7e8f90123456789abcdef01234567',
};

export const whole: StepDouble = {
  port: 'out',
  output: {
    parts: [PART],
    records: 3,
    header: { mark: 'K', plant: '1010', day: '2027-01-20', number: 42 },
    trailer: { mark: 'E', count: 3 },
  },
};

export const UNFIT = 'The trailer record (E) is missing: the file is cut off.';
export const cutOff: StepDouble = { port: 'unfit', output: { reason: 'trailer-missing', message: UNFIT, detail: { records: 1 } } };

const row = (order: string, item: string, quantity: string, available: string | null, remark: string): JsonObject => ({
  mark: 'R',
  order,
  item,
  quantity,
  unit: 'PC',
  available,
  remark,
});
export const ROWS: readonly JsonObject[] = [
  row('0000004713', '000020', '80.000', '2027-03-15', 'Läuft auf Linie 1'),
  row('0000004714', '000010', '12.000', '2027-03-16', 'Läuft auf Linie 2'),
  row('0000004713', '000040', '20.000', null, 'Rohteil fehlt'),
];

/** Rows of the part, the last `bad` of them refused. */
export function rowsRead(bad = 0): StepDouble {
  const rejects = ROWS.slice(ROWS.length - bad).map((_, index) => ({
    record: ROWS.length - bad + index + 1,
    line: ROWS.length - bad + index + 2,
    reason: 'available is "31.02.2027" and has to be a day as dd.MM.yyyy.',
    raw: 'R;0000004713;000040;20,000;PC;31.02.2027;"Rohteil fehlt"',
  }));
  return { port: 'out', output: { part: 1, rows: ROWS.slice(0, ROWS.length - bad), rejects } };
}

export const kept = (bad = 0): StepDouble => ({ port: 'out', output: { part: 1, lists: { rejects: { records: bad } } } });

export const putAway = (folder: 'archive' | 'error'): StepDouble => ({
  port: 'out',
  output: { path: `${folder}/20270120T170000000-00k3-CONFIRM_000042.csv` },
});

export const written = (name: string, records: number): StepDouble & { readonly output: JsonObject } => ({
  port: 'out',
  output: { path: `to-plant/${name}`, name, records, bytes: 300, sha256: FILE['sha256']! },
});

export const shareAway: StepDouble = {
  error: { class: 'unavailable', code: 'root-missing', message: 'The root folder of the connection is not there.' },
};
