/** A value whose type nobody named: fields of one's own, a text, or JSON. */
import { Anchor, Box } from '@mantine/core';
import { useContext, useState } from 'react';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';
import type { FieldProps } from './field-props.ts';
import { messageAt } from './form-messages.ts';
import { isEmpty } from './form-model.ts';
import { HalfWrittenContext } from './half-written.ts';
import { JsonField } from './json-field.tsx';
import { LeafField } from './leaf-field.tsx';
import { NamedValues } from './named-values.tsx';

export function AnyField(props: FieldProps) {
  const { field, value, pointer, form } = props;
  const halfWritten = useContext(HalfWrittenContext);
  const [asJson, setAsJson] = useState(() => !form.readOnly && halfWritten.find(pointer) !== undefined);
  const isFields = isPlainObject(value);
  const fits = isFields || typeof value === 'string' || isEmpty(value);
  const json = asJson || !fits;
  return (
    <Box>
      {json ? (
        <JsonField
          label={field.label}
          place={pointer}
          description={field.description}
          required={field.required}
          readOnly={form.readOnly}
          error={messageAt(form.errors, pointer, true)}
          value={value}
          onChange={props.onChange}
        />
      ) : typeof value === 'string' && value !== '' ? (
        <LeafField {...props} field={{ ...field, kind: 'text' }} />
      ) : (
        <NamedValues {...props} />
      )}
      {fits && (isFields || isEmpty(value)) && !form.readOnly && (
        <Anchor component="button" type="button" size="xs" onClick={() => setAsJson(!json)}>
          {json ? t('form.as-fields', 'Write it as fields') : t('form.as-json', 'Write it as JSON')}
        </Anchor>
      )}
    </Box>
  );
}

function isPlainObject(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
