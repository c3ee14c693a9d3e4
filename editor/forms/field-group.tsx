/**
 * The words round a field of many fields. They stand beside these and not around them: the library tells all that stands within its own
 * frame whenever that is drawn, and hundreds of fields would be drawn anew with each key in one of them.
 */
import { Input } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import type { FieldProps } from './field-props.ts';
import { messageAt } from './form-messages.ts';

export interface FieldGroupProps extends Pick<FieldProps, 'field' | 'pointer' | 'form'> {
  readonly place?: RefObject<HTMLDivElement | null>;
  readonly children: ReactNode;
}

export function FieldGroup({ field: { label, description, required }, pointer, form, place, children }: FieldGroupProps) {
  const error = messageAt(form.errors, pointer, false);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a field of a form, among others that have no frame
    <div ref={place} role="group" aria-label={label} className="item-list">
      <Input.Wrapper size="xs" labelElement="div" label={label} description={description} required={required} />
      {children}
      {error !== undefined && (
        <Input.Error size="xs" mt={4}>
          {error}
        </Input.Error>
      )}
    </div>
  );
}
