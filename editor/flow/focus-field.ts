/** Brings a field of the settings under the eyes and the caret to the place in its text. */
import type { FlowDocument } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import { fieldAt, type ProblemPlace, shownPlace } from './problem-place.ts';

const FIELDS = 'textarea, input, select, button[role="combobox"]';

/**
 * Fields say where they are: `data-base` of the form is a pointer into the flow, `data-pointer` of the field one into the form. Returns
 * false while no such field stands there.
 */
export function focusField(settings: HTMLElement, flow: FlowDocument, { path, place }: ProblemPlace): boolean {
  const fields = new Map(
    [...settings.querySelectorAll<HTMLElement>('[data-pointer]')].map((field) => [
      `${field.closest<HTMLElement>('[data-base]')?.dataset['base'] ?? ''}${field.dataset['pointer'] ?? ''}`,
      field,
    ]),
  );
  const pointer = fieldAt([...fields.keys()], path);
  const input = pointer === undefined ? undefined : fields.get(pointer)!.querySelector<HTMLElement>(FIELDS);
  if (input == null) return false;
  input.scrollIntoView({ block: 'center' });
  input.focus();
  const written = valueAt(flow, path);
  if (place !== undefined && typeof written === 'string' && input instanceof HTMLTextAreaElement) {
    const { from, to } = shownPlace(written, input.value, place);
    input.setSelectionRange(from, to);
  }
  return true;
}

function valueAt(flow: FlowDocument, path: string): Json | undefined {
  let value = flow as unknown as Json | undefined;
  for (const part of path.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as { readonly [name: string]: Json })[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value;
}
