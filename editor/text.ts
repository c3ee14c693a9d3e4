/** Every text of the pages goes through here: a stable id for translators, the English words as the default. */
import { i18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { locale } from './locale.ts';

// Compiled once each: the library compiles with every call, and a page asks for hundreds of texts with each key press.
const compiled = new Map<string, ReturnType<typeof compileMessage>>();
i18n.setMessagesCompiler((message) => {
  let known = compiled.get(message);
  if (known === undefined) compiled.set(message, (known = compileMessage(message)));
  return known;
});
// Modules that read a text as they begin wait here until their language is there.
i18n.loadAndActivate({ locale, messages: locale === 'de' ? (await import('./german/messages.ts')).messages : {} });

/** `english` is an ICU message: `{count, plural, one {# run} other {# runs}}`. */
export function t(id: string, english: string, values?: { readonly [name: string]: string | number }): string {
  return i18n._(id, values === undefined ? {} : { ...values }, { message: english });
}
