/**
 * What the name of a field is about, as words: names of SAP's tables and APIs, of Salesforce and plain ones are taken apart and led to
 * the same words. Pure.
 */

/** Names of SAP's tables and IDocs, which no rule can take apart, and names of APIs whose parts would mislead. */
const TRADE_NAMES: { readonly [name: string]: string } = {
  vbeln: 'order number',
  aufnr: 'production order number',
  plnum: 'planned order number',
  ebeln: 'purchase order number',
  posnr: 'item number',
  ebelp: 'item number',
  kunnr: 'customer',
  kunag: 'customer',
  kunwe: 'ship to',
  lifnr: 'supplier',
  matnr: 'material',
  arktx: 'description',
  maktx: 'description',
  werks: 'plant',
  lgort: 'storage location',
  kwmeng: 'quantity',
  wmeng: 'quantity',
  menge: 'quantity',
  lfimg: 'quantity',
  gamng: 'quantity',
  bmeng: 'confirmed quantity',
  vrkme: 'unit',
  meins: 'unit',
  gmein: 'unit',
  vdatu: 'requested date',
  edatu: 'requested date',
  audat: 'order date',
  bstdk: 'purchase date',
  erdat: 'created date',
  aedat: 'changed date',
  gstrp: 'start date',
  gltrp: 'end date',
  waerk: 'currency',
  waers: 'currency',
  netpr: 'price',
  netwr: 'amount',
  bstnk: 'purchase number',
  bstkd: 'purchase number',
  auart: 'order type',
  vkorg: 'sales organization',
  vtweg: 'channel',
  spart: 'division',
  land1: 'country',
  ort01: 'city',
  pstlz: 'postal code',
  name1: 'name',
  inco1: 'incoterms',
  zterm: 'payment terms',
  arbpl: 'work centre',
  charg: 'batch',
  // As the APIs of S/4HANA spell them out.
  salesorder: 'order number',
  salesorderitem: 'item number',
  salesordertype: 'order type',
  purchaseorderbycustomer: 'purchase number',
  soldtoparty: 'customer',
  shiptoparty: 'ship to',
  organizationdivision: 'division',
  transactioncurrency: 'currency',
  requesteddeliverydate: 'requested date',
  requestedquantity: 'quantity',
  requestedquantityunit: 'unit',
  requestedquantitysapunit: 'unit',
  requestedquantityisounit: 'unit',
  productionplant: 'plant',
  netamount: 'amount',
  totalnetamount: 'amount',
  salesorderdate: 'order date',
  // Of Salesforce.
  accountid: 'customer',
  ponumber: 'purchase number',
  effectivedate: 'order date',
  currencyisocode: 'currency',
  stockkeepingunit: 'material',
  productcode: 'material',
  unitprice: 'price',
  totalamount: 'amount',
};

/** Words that mean the same in the trade; the value is what they are led to. One sign is none. */
const MEANING: { readonly [word: string]: string } = {
  qty: 'quantity',
  amt: 'amount',
  total: 'amount',
  net: 'amount',
  value: 'amount',
  uom: 'unit',
  measure: 'unit',
  currencyiso: 'currency',
  product: 'material',
  sku: 'material',
  article: 'material',
  stockkeeping: 'material',
  account: 'customer',
  client: 'customer',
  sold: 'customer',
  buyer: 'customer',
  site: 'plant',
  werk: 'plant',
  factory: 'plant',
  facility: 'plant',
  line: 'item',
  lines: 'item',
  items: 'item',
  position: 'item',
  positions: 'item',
  pos: 'item',
  no: 'number',
  nr: 'number',
  num: 'number',
  id: 'number',
  key: 'number',
  po: 'purchase',
  vendor: 'supplier',
  desired: 'requested',
  wanted: 'requested',
  req: 'requested',
  delivery: 'requested',
  due: 'requested',
  effective: 'order',
  day: 'date',
  on: 'date',
  organisation: 'organization',
  org: 'organization',
  center: 'centre',
  workcenter: 'centre',
  distribution: 'channel',
  kind: 'type',
  category: 'type',
  text: 'description',
  label: 'description',
  remark: 'note',
  comment: 'note',
  begin: 'start',
  from: 'start',
  finish: 'end',
  until: 'end',
  zip: 'postal',
  town: 'city',
  mail: 'email',
  telephone: 'phone',
};

/** They say nothing of what is meant. */
const EMPTY: ReadonlySet<string> = new Set([
  'the',
  'a',
  'an',
  'of',
  'to',
  'in',
  'by',
  'for',
  'and',
  'or',
  'party',
  'code',
  'field',
  'is',
  'as',
  'c',
  'iso',
  'its',
  'with',
]);

/** In the order of the name, each once. */
export function nameWords(name: string): readonly string[] {
  const bare = name.replace(/__[cr]$/i, '').replace(/^(?:YY1_|ZZ\d?_?|Z_)/, '');
  const known = bare.toLowerCase().replaceAll('_', '');
  if (Object.hasOwn(TRADE_NAMES, known)) return TRADE_NAMES[known]!.split(' ');
  const parts = bare
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  const words = parts.flatMap((part) => (EMPTY.has(part) ? [] : [wordFor(part)]));
  return [...new Set(words)];
}

function wordFor(part: string): string {
  if (Object.hasOwn(MEANING, part)) return MEANING[part]!;
  if (Object.hasOwn(TRADE_NAMES, part)) return TRADE_NAMES[part]!;
  const single = part.length > 4 && part.endsWith('s') && !part.endsWith('ss') ? part.slice(0, -1) : part;
  return Object.hasOwn(MEANING, single) ? MEANING[single]! : single;
}

/** Letters and digits alone: two names that differ in how they are written only. */
export function plainName(name: string): string {
  return name
    .replace(/__[cr]$/i, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
