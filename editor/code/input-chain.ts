/** What is read of `input` in front of the caret, as a path of an expression. Pure. */

const CHAIN =
  /(?<![\w.$])input((?:\s*\??\.\s*[A-Za-z_$][\w$]*|\s*\??\.?\[\s*(?:\d+|"[^"]*"|'[^']*')\s*\])*)\s*\??\.\s*([A-Za-z_$]?[\w$]*)$/;
const PART = /\??\.\s*([A-Za-z_$][\w$]*)|\[\s*(?:(\d+)|"([^"]*)"|'([^']*)')\s*\]/g;

/** `items[0].mat` of `const x = input.items[0]?.mat`; undefined where nothing of `input` is being written. Item numbers stay. */
export function inputChain(before: string): string | undefined {
  const found = CHAIN.exec(before.slice(-2_000));
  if (found === null) return undefined;
  const [, chain = '', last = ''] = found;
  let path = '';
  for (const [, name, place, ...quoted] of chain.matchAll(PART)) {
    if (place !== undefined) path = path === '' ? `$[${place}]` : `${path}[${place}]`;
    else path += `${path === '' ? '' : '.'}\`${name ?? quoted.find((one) => one !== undefined) ?? ''}\``;
  }
  return path === '' ? last : `${path}.${last}`;
}
