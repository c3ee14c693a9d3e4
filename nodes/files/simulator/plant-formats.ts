/**
 * The two files of an old plant program, as it writes and reads them: semicolons, decimal comma, days as TT.MM.JJJJ, windows-1252,
 * a header and a trailer with count and total. Code of its own, so that the nodes are judged by somebody else.
 */
import iconv from 'iconv-lite';

/** One line of an order file: what is wanted of the plant. */
export interface OrderLine {
  /** 10 digits. */
  readonly order: string;
  /** 6 digits. */
  readonly item: string;
  readonly material: string;
  /** `40.000` */
  readonly quantity: string;
  readonly unit: string;
  /** YYYY-MM-DD, at the customer. */
  readonly due: string;
}

export interface ConfirmationLine extends Pick<OrderLine, 'order' | 'item' | 'quantity' | 'unit'> {
  /** Goods are in stock; left out: it cannot be made. */
  readonly available?: string;
  readonly remark: string;
}

export interface OrderFile {
  readonly number: number;
  readonly lines: readonly OrderLine[];
}

/** Throws with the plant's sentence when the file is not what was agreed. */
export function readOrderFile(bytes: Buffer): OrderFile {
  const lines = iconv.decode(bytes, 'windows-1252').split('\r\n');
  if (lines.pop() !== '') throw new Error('Letzter Satz unvollständig');
  const [head, ...rest] = lines.map((line) => line.split(';'));
  const tail = rest.pop();
  if (head?.[0] !== 'H' || head.length !== 4) throw new Error('Kopfsatz fehlt');
  if (tail?.[0] !== 'E' || tail.length !== 3) throw new Error('Endesatz fehlt');
  if (Number(tail[1]) !== rest.length) throw new Error(`Endesatz: ${tail[1]} Sätze gemeldet, ${rest.length} gelesen`);
  const parsed = rest.map((fields, index): OrderLine => {
    const [mark, order, item, material, quantity, unit, due] = fields;
    if (mark !== 'P' || fields.length !== 7) throw new Error(`Satz ${index + 1}: falsche Satzart`);
    if (!/^\d{10}$/.test(order!) || !/^\d{6}$/.test(item!)) throw new Error(`Satz ${index + 1}: Auftrag oder Position`);
    if (!/^\d+,\d{3}$/.test(quantity!) || !/^\d{2}\.\d{2}\.\d{4}$/.test(due!)) throw new Error(`Satz ${index + 1}: Menge oder Termin`);
    return {
      order: order!,
      item: item!,
      material: material!,
      quantity: quantity!.replace(',', '.'),
      unit: unit!,
      due: due!.split('.').reverse().join('-'),
    };
  });
  return { number: Number(head[3]), lines: parsed };
}

/** What an old program gets wrong. */
export type WritingFault = 'wrong-count' | 'bad-rows' | 'wrong-encoding';

export function writeConfirmationFile(
  number: number,
  day: string,
  plant: string,
  lines: readonly ConfirmationLine[],
  fault?: WritingFault,
): Buffer {
  const rows = lines.map(({ order, item, quantity, unit, available, remark }) =>
    [
      'R',
      order,
      item,
      quantity.replace('.', ','),
      unit,
      available === undefined ? '' : germanDay(available),
      `"${remark.replaceAll('"', '""')}"`,
    ].join(';'),
  );
  const spoilt = fault === 'bad-rows' ? rows.map(spoil) : rows;
  const text = [
    ['K', plant, germanDay(day), String(number).padStart(6, '0')].join(';'),
    ...spoilt,
    ['E', String(rows.length + (fault === 'wrong-count' ? 1 : 0))].join(';'),
    '',
  ].join('\r\n');
  return iconv.encode(text, fault === 'wrong-encoding' ? 'utf-8' : 'windows-1252');
}

/** Every third row: a day that is none, a quantity with a letter O, a field too few. */
function spoil(row: string, index: number): string {
  const fields = row.split(';');
  switch (index % 9) {
    case 0:
      return fields.with(5, '31.02.2027').join(';');
    case 3:
      return fields.with(3, '4O,000').join(';');
    case 6:
      return fields.slice(0, 5).join(';');
    default:
      return row;
  }
}

const germanDay = (day: string): string => day.split('-').reverse().join('.');
