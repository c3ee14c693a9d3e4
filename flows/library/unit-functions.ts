/** Quantities between the units of a material, by the exact factors of the environment's table. */
import { ROUNDINGS, toRounding } from './decimal-functions.ts';
import { toDecimal } from './decimal-value.ts';
import { ISO_UNITS } from './iso-units.ts';
import { LibraryFault, type LibraryFunction, type LibraryTables, shown } from './library-function.ts';
import { convertMaterial, type MaterialUnits, toMaterialUnits } from './material-units.ts';

const SAP_UNITS: ReadonlyMap<string, string> = new Map(ISO_UNITS.map(({ sap, iso }) => [iso, sap]));
const BY_SAP: ReadonlyMap<string, string> = new Map(
  ISO_UNITS.flatMap(({ sap, german, iso }) => [sap, ...german].map((unit) => [unit, iso])),
);

export const UNIT_FUNCTIONS: readonly LibraryFunction[] = [
  {
    name: 'convertUnit',
    group: 'units',
    signature: '<(sn)ssss?:s>',
    parameters: [
      { name: 'quantity', summary: 'A decimal.' },
      { name: 'from', summary: 'Its unit, one that the material has.' },
      { name: 'to', summary: 'The unit that is wanted.' },
      { name: 'material', summary: 'Whose table of units decides.' },
      { name: 'rounding', optional: true, summary: `${ROUNDINGS.map((one) => `\`${one}\``).join(', ')}; left out: nearest.` },
    ],
    summary:
      'A quantity of a material in another of its units, with three places.\n\nIts base unit is rounded to the places in which it is counted: pieces stay whole.',
    result: { type: 'string', format: 'decimal' },
    examples: [
      { expression: '$convertUnit("5", "CAR", "PC", "FG-1001")', result: '60.000' },
      { expression: '$convertUnit("4", "KG", "PC", "FG-1007", "up")', result: '6.000' },
      {
        expression: 'items.{ "material": material, "pieces": $convertUnit(quantity, unit, "PC", material, "up") }',
        given: { items: [{ material: 'FG-1001', quantity: '2', unit: 'CAR' }] },
        result: { material: 'FG-1001', pieces: '24.000' },
      },
    ],
    call: ([quantity, unit, to, material, rounding], tables) =>
      convertMaterial(
        unitsOf(material as string, tables),
        { quantity: toDecimal(quantity), unit: unit as string },
        to as string,
        toRounding(rounding),
      ).quantity,
  },
  {
    name: 'baseUnit',
    group: 'units',
    signature: '<s:s>',
    parameters: [{ name: 'material', summary: 'A material of the environment.' }],
    summary: "The unit in which a material's stock is kept.",
    result: { type: 'string' },
    examples: [{ expression: '$baseUnit("FG-1001")', result: 'PC' }],
    call: ([material], tables) => unitsOf(material as string, tables).baseUnit,
  },
  {
    name: 'isoUnit',
    group: 'units',
    signature: '<s:s>',
    parameters: [{ name: 'unit', summary: "SAP's own name of a unit, English or German: `PC`, `ST`, `KG`." }],
    summary:
      "The code of UN/CEFACT (ISO) for a unit of SAP as it is delivered. Unknown ones: nothing.\n\nWhere your SAP's customising differs, use a value map.",
    result: { type: 'string' },
    mayFindNothing: true,
    examples: [
      { expression: '$isoUnit("ST")', result: 'PCE' },
      { expression: '$isoUnit("KG")', result: 'KGM' },
      { expression: '$isoUnit("FUDER") ?? "unknown"', result: 'unknown' },
    ],
    call: ([unit]) => BY_SAP.get(unit as string),
  },
  {
    name: 'sapUnit',
    group: 'units',
    signature: '<s:s>',
    parameters: [{ name: 'code', summary: 'A code of UN/CEFACT: `PCE`, `KGM`.' }],
    summary: "SAP's own (English) name for the code of a unit. Unknown ones: nothing.",
    result: { type: 'string' },
    mayFindNothing: true,
    examples: [{ expression: '$sapUnit("PCE")', result: 'PC' }],
    call: ([code]) => SAP_UNITS.get(code as string),
  },
];

function unitsOf(material: string, tables: LibraryTables): MaterialUnits {
  const row = tables.table('unit', material);
  if (row !== undefined) return toMaterialUnits(material, row);
  const help = 'Add them to the table of material units, then retry.';
  throw new LibraryFault('material-unknown', `The units of material ${shown(material)} are not known in this environment.`, help);
}
