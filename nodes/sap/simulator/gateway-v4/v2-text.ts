/** OData V4 in the words of V2: the two services of this system share one engine, and only the skin differs. */
import { badRequest } from '../gateway/refusal.ts';

/** Outside of quotes: dates and instants get their prefix, `contains` its old name. */
export function toV2Filter(text: string): string {
  return text
    .split(/('(?:[^']|'')*')/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(INSTANT, "datetimeoffset'$&'").replace(DAY, "datetime'$&T00:00:00'")))
    .join('')
    .replace(/\bcontains\(\s*([A-Za-z_][\w/]*)\s*,\s*('(?:[^']|'')*')\s*\)/g, 'substringof($2,$1)');
}

const INSTANT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z/g;
const DAY = /(?<![\w'-])\d{4}-\d{2}-\d{2}(?![\w'T-])/g;

/** `$expand=_Item($expand=_ScheduleLine;$select=Product),_Text` → paths, and what is selected below them. Throws a 400 refusal. */
export function toV2Expand(text: string): { readonly expand: readonly string[]; readonly select: readonly string[] } {
  const expand: string[] = [];
  const select: string[] = [];
  for (const part of splitOutside(text, ',')) {
    const open = part.indexOf('(');
    const name = (open < 0 ? part : part.slice(0, open)).trim();
    if (name === '' || (open >= 0 && !part.trim().endsWith(')'))) throw badRequest(`Malformed $expand '${text}'`);
    expand.push(name);
    for (const option of open < 0 ? [] : splitOutside(part.trim().slice(open + 1, -1), ';')) {
      const [key = '', value = ''] = [option.slice(0, option.indexOf('=')).trim(), option.slice(option.indexOf('=') + 1)];
      if (key === '$select') select.push(...value.split(',').map((one) => `${name}/${one.trim()}`));
      else if (key === '$expand') {
        const below = toV2Expand(value);
        expand.push(...below.expand.map((one) => `${name}/${one}`));
        select.push(...below.select.map((one) => `${name}/${one}`));
      } else throw badRequest(`Option '${key}' is not supported inside $expand`);
    }
  }
  return { expand, select };
}

function splitOutside(text: string, sign: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    else if (text[at] === sign && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)].filter((part) => part.trim() !== '');
}

const SAME = new Set(['$orderby', '$top', '$skip', '$skiptoken', '$format']);

/** The query of a read. Throws a 400 refusal for options that are not supported. */
export function toV2Query(query: string): string {
  const pairs: (readonly [string, string])[] = [];
  const [selected, below]: readonly [string[], string[]] = [[], []];
  for (const pair of query.split('&').filter((one) => one !== '')) {
    const mark = pair.indexOf('=');
    const [name, value] = [decode(mark < 0 ? pair : pair.slice(0, mark)), decode(mark < 0 ? '' : pair.slice(mark + 1))];
    if (name === '$filter') pairs.push([name, toV2Filter(value)]);
    else if (name === '$count') pairs.push(['$inlinecount', value === 'true' ? 'allpages' : 'none']);
    else if (name === '$select') selected.push(...value.split(','));
    else if (name === '$expand') {
      const { expand, select } = toV2Expand(value);
      pairs.push([name, expand.join(',')]);
      selected.push(...(selected.length > 0 ? expand : []));
      below.push(...select);
    } else if (SAME.has(name) || !name.startsWith('$')) pairs.push([name, value]);
    else throw badRequest(`System query option '${name}' is not supported`);
  }
  // What is selected below does not narrow what is above it.
  const select = [...(selected.length === 0 && below.length > 0 ? ['*'] : selected), ...below].map((one) => one.trim());
  if (select.length > 0) pairs.push(['$select', [...new Set(select)].join(',')]);
  return pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest('The query is not encoded as a URL');
  }
}

/** `SalesOrder('1')/ns.releaseApprovalRequest` → the function of V2 with its key as parameters; undefined for other paths. */
export function toV2Action(target: string, namespace: string): string | undefined {
  const match = new RegExp(`^(\\w+)\\(([^()]*)\\)/(?:${namespace.replaceAll('.', '\\.')}|SAP__self)\\.(\\w+)$`).exec(target);
  if (match === null) return undefined;
  const [, set = '', key = '', action = ''] = match;
  const named = key.includes('=') ? key.replaceAll(',', '&') : `${set}=${key}`;
  return `${action}?${named}`;
}
