/** What the server and the checks say in English, in the language of the pages. German is loaded only for people who read it. */
import type { ApiProblem } from '#flows/api.ts';
import type { Problem } from '#flows/problem.ts';
import { locale } from './locale.ts';
import { type Translator, translatorOf } from './sentences.ts';

const german: Translator | undefined = locale === 'de' ? translatorOf((await import('./german/server.ts')).catalogue) : undefined;

/** A problem, its help, an error. What is not known stays as it is: other systems speak for themselves. */
export function spoken(english: string): string {
  return german?.sentence(english) ?? english;
}

/** What has no values in it: the name of a field, a port, a choice, and what is said about it. */
export function spokenName(english: string): string {
  return german?.name(english) ?? english;
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
  const { title, detail, help, problems, errors } = problem;
  return {
    ...problem,
    title: german.sentence(title),
    detail: german.sentence(detail),
    ...(help === undefined ? {} : { help: german.sentence(help) }),
    ...(problems === undefined ? {} : { problems: problems.map(spokenProblem) }),
    ...(errors === undefined ? {} : { errors: errors.map(({ path, message }) => ({ path, message: german.sentence(message) })) }),
  };
}
