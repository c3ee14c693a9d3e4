/** Every text of the pages goes through here: a stable id for translators, the English words as the default. */
import { i18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';

i18n.setMessagesCompiler(compileMessage);
i18n.loadAndActivate({ locale: 'en', messages: {} });

/** `english` is an ICU message: `{count, plural, one {# run} other {# runs}}`. */
export function t(id: string, english: string, values?: { readonly [name: string]: string | number }): string {
  return i18n._(id, values === undefined ? {} : { ...values }, { message: english });
}
