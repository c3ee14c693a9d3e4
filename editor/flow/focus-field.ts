/** Brings a field of the settings under the eyes and the caret to the place in its text. */
import type { FlowDocument } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import { placeAt, placesOfJson, type TextPlace } from '../code/json-places.ts';
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
  if (pointer === undefined) return false;
  const field = fields.get(pointer)!;
  const text = path === pointer ? null : field.querySelector('textarea');
  // A value written as JSON: the place is in its text.
  const inText = text === null ? undefined : placeInJson(text.value, path.slice(pointer.length));
  const input = inText === undefined ? field.querySelector<HTMLElement>(FIELDS) : text;
  if (input == null) return false;
  input.scrollIntoView({ block: 'center' });
  input.focus();
  if (inText !== undefined && text !== null) {
    text.setSelectionRange(inText.from, inText.to);
    scrollToLine(text, text.value.slice(0, inText.from).split('\n').length - 1);
    return true;
  }
  const written = valueAt(flow, path);
  if (place !== undefined && typeof written === 'string' && input instanceof HTMLTextAreaElement) {
    const { from, to } = shownPlace(written, input.value, place);
    input.setSelectionRange(from, to);
  }
  return true;
}

function placeInJson(text: string, pointer: string): TextPlace | undefined {
  const places = placesOfJson(text);
  return places === undefined ? undefined : placeAt(places, pointer);
}

/** The browser shows no selection that is out of view by itself. */
function scrollToLine(text: HTMLTextAreaElement, line: number): void {
  const height = Number.parseFloat(getComputedStyle(text).lineHeight) || 18;
  text.scrollTop = Math.max(0, line * height - text.clientHeight / 2);
}

function valueAt(flow: FlowDocument, path: string): Json | undefined {
  let value = flow as unknown as Json | undefined;
  for (const part of path.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as { readonly [name: string]: Json })[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value;
}
