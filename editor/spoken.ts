/**
 * What the server and the checks say in English, in the language of the pages. The German is large: it comes behind the first paint, for
 * people who read it, and every page but home waits for it.
 */
import type { ApiProblem } from '#flows/api/api-problem.ts';
import type { Problem } from '#flows/problem.ts';
import { locale } from './locale.ts';
import { type Catalogue, type Translator, translatorOf } from './sentences.ts';

let german: Translator | undefined;
let loading: Promise<void> | undefined;

/** Until it is there, what the server says is shown in English. It does not fail: without it the pages work all the same. */
export function loadSpoken(): Promise<void> {
  loading ??= locale === 'de' ? import('./german/server.ts').then(take, () => undefined) : Promise.resolve();
  return loading;
}

function take({ catalogue }: { readonly catalogue: Catalogue }): void {
  german = translatorOf(catalogue);
}

/** A problem, its help, an error. What is not known stays as it is: other systems speak for themselves. */
export function spoken(english: string): string {
  return german?.sentence(english) ?? english;
}

/** What has no values in it: the name of a field, a port, a choice, and what is said about it. */
export function spokenName(english: string): string {
  return german?.name(english) ?? english;
}

/** Systems have words of their own, as has the business: `sap: Items` goes before `Items`. */
export function spokenNameAt(place: string, english: string): string {
  const special = `${place}: ${english}`;
  const german = spokenName(special);
  return german === special ? spokenName(english) : german;
}

/** `Revised in sap` → `Revised in SAP`: what was made of a name that is written small. German has been said whole already. */
export function withAbbreviations(english: string): string {
  return english.replace(/\b(sap|crm|erp)\b/gi, (short) => short.toUpperCase());
}

/** Of a type as `typeText` writes it: `list of text`. */
export function spokenType(english: string): string {
  return german?.type(english) ?? english;
}

export function spokenProblem<T extends Pick<Problem, 'message' | 'help'>>(problem: T): T {
  return german === undefined ? problem : { ...problem, message: german.sentence(problem.message), help: german.sentence(problem.help) };
}

export function spokenApiProblem(problem: ApiProblem): ApiProblem {
  if (german === undefined) return problem;
  const { sentence } = german;
  const { title, detail, help, problems, errors } = problem;
  return {
    ...problem,
    title: sentence(title),
    detail: sentence(detail),
    ...(help === undefined ? {} : { help: sentence(help) }),
    ...(problems === undefined ? {} : { problems: problems.map(spokenProblem) }),
    ...(errors === undefined ? {} : { errors: errors.map(({ path, message }) => ({ path, message: sentence(message) })) }),
  };
}
