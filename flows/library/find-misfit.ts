/** Arguments of a call that no expression fits to the signature: JavaScript of analysts gives what it likes. */
import type { LibraryFunction, LibraryValue } from './library-function.ts';

const KINDS: { readonly [sign: string]: string } = {
  s: 'a text',
  n: 'a number',
  b: 'true or false',
  a: 'a list',
  o: 'an object',
  x: 'a value',
};

/** A sentence about the first argument that does not fit; undefined when all do. */
export function findMisfit({ name, signature, parameters }: LibraryFunction, args: readonly LibraryValue[]): string | undefined {
  if (args.length > parameters.length) return `${name} takes ${parameters.length} arguments, not ${args.length}.`;
  for (const [index, kinds] of kindsOf(signature).entries()) {
    const arg = args[index];
    if (arg === undefined || kinds.includes('x') || kinds.includes(kindOf(arg))) continue;
    return `"${parameters[index]!.name}" of ${name} must be ${[...kinds].map((kind) => KINDS[kind]).join(' or ')}.`;
  }
  return undefined;
}

/** `<(sn)s?:s>` → `sn`, `s`. */
function kindsOf(signature: string): readonly string[] {
  const parameters = signature.slice(1, signature.indexOf(':'));
  return [...parameters.matchAll(/\(([a-z]+)\)|[a-z]/g)].map(([whole, choice]) => choice ?? whole);
}

function kindOf(value: LibraryValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a';
  return { string: 's', number: 'n', boolean: 'b' }[typeof value as string] ?? 'o';
}
