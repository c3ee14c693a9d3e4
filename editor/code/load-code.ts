/** Loads what shows texts in Monaco, whose own words have to be there before it begins. */
import { locale } from '../locale.ts';

export async function loadCode<Module>(load: () => Promise<Module>): Promise<Module> {
  if (locale === 'de') await import('monaco-editor/nls/lang/de.js');
  return load();
}
