/** A form from a JSON Schema. Each field is fixed or, where the form allows it, computed; lists and objects nest. */
import { ActionIcon, Box, Fieldset } from '@mantine/core';
import { memo, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { t } from '../text.ts';
import { AnyField } from './any-field.tsx';
import { ExpressionField } from './expression-field.tsx';
import type { ExpressionLanguage } from './expression-language.ts';
import type { Choice, FieldProps, Form, OptionsSource } from './field-props.ts';
import { messageAt } from './form-messages.ts';
import { asObject, isEmpty, startsAsExpression, takesExpression, toExpression, toFixed } from './form-model.ts';
import { HalfWrittenContext } from './half-written.ts';
import { LeafField } from './leaf-field.tsx';
import { ListField } from './list-field.tsx';
import { MapRowsField } from './map-rows-field.tsx';
import { NamedValues } from './named-values.tsx';
import { ObjectFields } from './object-fields.tsx';
import { isSamePart } from './same-field.ts';
import { SchemaField } from './schema-field.tsx';
import './forms.css';

export interface SchemaFormProps {
  readonly schema: JsonSchema;
  readonly value: JsonObject;
  /** May fields hold `= …`? Settings of connections and triggers may not. */
  readonly expressions: boolean;
  readonly readOnly?: boolean;
  /** Messages by JSON Pointer into the value. */
  readonly errors?: ReadonlyMap<string, string>;
  /** What can be chosen, by format. */
  readonly choices?: { readonly [format: string]: readonly Choice[] | undefined };
  /** Knows what expressions see; undefined until it is here. */
  readonly language?: ExpressionLanguage | undefined;
  /** The system that fields can ask what they may be filled with. */
  readonly options?: OptionsSource | undefined;
  readonly onChange: (value: JsonObject) => void;
}

const NO_ERRORS: ReadonlyMap<string, string> = new Map();
const NO_CHOICES: Form['choices'] = {};

export function SchemaForm(props: SchemaFormProps) {
  const { schema, value, expressions, readOnly = false, errors = NO_ERRORS, choices = NO_CHOICES, language, options, onChange } = props;
  const form: Form = {
    expressions,
    readOnly,
    errors,
    choices,
    language,
    options,
    whole: { schema, value },
    input: useMemo(() => inputOf(value['input']), [value['input']]),
    drawField,
  };
  return (
    <div className={readOnly ? 'form-reading' : undefined}>
      <ObjectFields schema={schema} value={value} pointer="" form={form} onChange={onChange} />
    </div>
  );
}

/** A fixed value is an expression too: JSON is part of the language. */
function inputOf(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' && value.startsWith('=') ? value.slice(1) : JSON.stringify(value);
}

function drawField(props: FieldProps): ReactNode {
  return <Field {...props} />;
}

/** A key in one field draws no other anew. */
const Field = memo(function Field(props: FieldProps) {
  const { field, value, pointer, form, onChange } = props;
  const switchable = form.expressions && takesExpression(field);
  const halfWritten = useContext(HalfWrittenContext);
  const [computed, setComputed] = useState(() => form.expressions && startsAsExpression(field, value) && !halfWritten.holds(pointer));
  // A value that came from elsewhere (undo, another person) decides; an empty field keeps what was chosen.
  const expression = switchable && (isEmpty(value) ? computed : startsAsExpression(field, value));

  function change(): void {
    setComputed(!expression);
    if (isEmpty(value)) return;
    onChange(expression && typeof value === 'string' ? toFixed(value) : toExpression(value));
  }

  return (
    <Box className="form-field" data-pointer={pointer}>
      {switchable && !form.readOnly && (
        <ActionIcon
          className="form-mode"
          size={20}
          variant={expression ? 'light' : 'subtle'}
          color={expression ? 'blue' : 'gray'}
          aria-pressed={expression}
          aria-label={t('form.computed', '{label}: expression', { label: field.label })}
          title={
            expression
              ? t('form.make-fixed', 'Computed; switch to a fixed value')
              : t('form.make-computed', 'Fixed; switch to an expression')
          }
          onClick={change}
        >
          <span className="expression-sign">=</span>
        </ActionIcon>
      )}
      {expression ? (
        <ExpressionField
          label={field.label}
          description={field.description}
          required={field.required}
          readOnly={form.readOnly}
          error={messageAt(form.errors, pointer, true)}
          language={form.language}
          value={value}
          onChange={onChange}
        />
      ) : (
        <FixedField {...props} />
      )}
    </Box>
  );
}, isSamePart);

function FixedField(props: FieldProps) {
  const { field, value, pointer, form, onChange } = props;
  switch (field.kind) {
    case 'object':
      return (
        <Fieldset p="xs" legend={field.label}>
          <ObjectFields schema={field.schema} value={asObject(value)} pointer={pointer} form={form} onChange={onChange} />
        </Fieldset>
      );
    case 'list':
      return <ListField {...props} />;
    case 'named-values':
      return <NamedValues {...props} />;
    case 'map-rows':
      return <MapRowsField {...props} />;
    case 'schema':
      return <SchemaField {...props} />;
    case 'any':
      return <AnyField {...props} />;
    default:
      return <LeafField {...props} />;
  }
}
