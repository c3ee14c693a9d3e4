/** In which language the pages speak, and how they write numbers and times. Chosen once, before the first text is asked for. */

export type Locale = 'en' | 'de';

/** What a person may choose; `system` follows the browser. */
export type LanguageChoice = Locale | 'system';

const KEPT = 'millrace-language';

export function languageChoice(): LanguageChoice {
  const kept = globalThis.localStorage?.getItem(KEPT);
  return kept === 'en' || kept === 'de' ? kept : 'system';
}

/** Texts are read when modules begin, so the page begins anew; a draft is saved or kept before. */
export function chooseLanguage(choice: LanguageChoice): void {
  if (choice === 'system') localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, choice);
  location.reload();
}

/** The first language of the browser that we speak, unless one was chosen. */
export function localeOf(choice: LanguageChoice, languages: readonly string[]): Locale {
  if (choice !== 'system') return choice;
  const known = languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === 'en' || tag === 'de');
  return known === 'de' ? 'de' : 'en';
}

/** For numbers and times: the browser's own region of the language, `de-AT` say; without one English dates are day first. */
export function formatLocaleOf(locale: Locale, languages: readonly string[]): string {
  return languages.find((tag) => tag.toLowerCase().startsWith(`${locale}-`)) ?? (locale === 'de' ? 'de-DE' : 'en-GB');
}

const languages = typeof document === 'undefined' ? [] : (globalThis.navigator?.languages ?? []);

export const locale: Locale = localeOf(languageChoice(), languages);
export const formatLocale: string = formatLocaleOf(locale, languages);
