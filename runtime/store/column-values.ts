/** Values for some columns of one row. Two plain lists: a run's row has 27 columns, and a map of them costs more than writing them. */
import type { SqlValue } from './group-commit.ts';

export class ColumnValues {
  readonly names: string[];
  readonly values: SqlValue[];

  constructor(names: string[] = [], values: SqlValue[] = []) {
    this.names = names;
    this.values = values;
  }

  /** A column that was named before keeps its place and gets the new value. */
  set(name: string, value: SqlValue): this {
    const at = this.names.indexOf(name);
    if (at === -1) {
      this.names.push(name);
      this.values.push(value);
    } else this.values[at] = value;
    return this;
  }
}
