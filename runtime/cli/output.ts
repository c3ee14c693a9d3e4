/** Tables for people, JSON for programs (`--json`). */
export interface Output {
  readonly json: boolean;
  line(text: string): void;
  /** Columns in the order given; the value itself with --json. */
  table<Row extends object>(rows: readonly Row[], columns: readonly (keyof Row & string)[]): void;
  value(value: unknown): void;
}

export function createOutput(json: boolean, write: (text: string) => void): Output {
  const line = (text: string) => write(`${text}\n`);
  return {
    json,
    line,
    table(rows, columns) {
      if (json) return line(JSON.stringify(rows, undefined, 2));
      const cells = [columns.map((column) => column as string), ...rows.map((row) => columns.map((column) => toCell(row[column])))];
      const widths = columns.map((_column, index) => Math.max(...cells.map((row) => row[index]!.length)));
      for (const row of cells)
        line(
          row
            .map((cell, index) => cell.padEnd(widths[index]!))
            .join('  ')
            .trimEnd(),
        );
    },
    value: (value) => line(JSON.stringify(value, undefined, json ? 0 : 2)),
  };
}

function toCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name}=${typeof part === 'object' ? JSON.stringify(part) : String(part)}`)
    .join(' ');
}
