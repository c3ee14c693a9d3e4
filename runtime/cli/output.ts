/** Tables for people, JSON for programs (`--json`). */
export interface Output {
  readonly json: boolean;
  line(text: string): void;
  /** Columns in the order given, and how to get the next page; with --json the page as the API gave it. */
  table<Row extends object>(
    page: { readonly items: readonly Row[]; readonly next?: string },
    columns: readonly (keyof Row & string)[],
  ): void;
  value(value: unknown): void;
}

export function createOutput(json: boolean, write: (text: string) => void): Output {
  const line = (text: string) => write(`${withoutControls(text)}\n`);
  return {
    json,
    line,
    table({ items, next }, columns) {
      if (json) return line(JSON.stringify(next === undefined ? { items } : { items, next }));
      const cells = [columns.map((column) => column as string), ...items.map((row) => columns.map((column) => toCell(row[column])))];
      const widths = columns.map((_column, index) => Math.max(...cells.map((row) => row[index]!.length)));
      for (const row of cells)
        line(
          row
            .map((cell, index) => cell.padEnd(widths[index]!))
            .join('  ')
            .trimEnd(),
        );
      if (next !== undefined) line(`More with --cursor ${next}`);
    },
    value: (value) => line(JSON.stringify(value, undefined, json ? 0 : 2)),
  };
}

/** What other people wrote must not steer this terminal: control characters are shown, not sent. */
function withoutControls(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function toCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name}=${typeof part === 'object' ? JSON.stringify(part) : String(part)}`)
    .join(' ');
}
