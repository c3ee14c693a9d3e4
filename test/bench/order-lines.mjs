// A hundred lines of an order and what a scheduler wants of them: the larger mapping of the expression bench.

/** Each line as a scheduler wants it: names, a condition, arithmetic, texts. */
export const LINES_MAPPING = `[trigger.body.lines.{
  "order": $$.trigger.body.order,
  "key": $$.trigger.body.order & "-" & item,
  "material": $uppercase(material),
  "quantity": quantity,
  "unit": unit = "PC" ? "PCE" : unit,
  "value": quantity * price,
  "late": requestedDate < $$.trigger.body.today,
  "plant": plant ?? "1010"
}]`;

/** A hundred lines, different for each `n`. */
export function makeLines(n) {
  return {
    order: `45000${n}`,
    today: '2026-11-27',
    lines: Array.from({ length: 100 }, (_, at) => ({
      item: String(10 * (at + 1)).padStart(6, '0'),
      material: `fg-${1000 + ((n + at) % 40)}`,
      quantity: 5 + ((n + at * 7) % 90),
      unit: at % 3 === 0 ? 'KG' : 'PC',
      price: 12.5 + at,
      requestedDate: at % 2 === 0 ? '2026-11-20' : '2026-12-15',
      ...(at % 5 === 0 ? {} : { plant: '1020' }),
    })),
  };
}

/** What the mapping makes of them. */
export function mapLines({ order, today, lines }) {
  return lines.map(({ item, material, quantity, unit, price, requestedDate, plant }) => ({
    order,
    key: `${order}-${item}`,
    material: material.toUpperCase(),
    quantity,
    unit: unit === 'PC' ? 'PCE' : unit,
    value: quantity * price,
    late: requestedDate < today,
    plant: plant ?? '1010',
  }));
}
