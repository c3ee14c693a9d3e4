/** A mapping, target first: each row says which field is written and with what; inside a list, for each of what. */
import { ActionIcon, Group, Stack, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconRepeat, IconTrash } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { JsonObject } from '#flows/json.ts';
import { t } from '../text.ts';
import { useStableFor } from '../ui/use-stable.ts';
import { AddButton } from './add-button.tsx';
import { ExpressionField } from './expression-field.tsx';
import type { ExpressionLanguage } from './expression-language.ts';
import { FieldGroup } from './field-group.tsx';
import { below, type FieldProps } from './field-props.ts';
import { messageAt } from './form-messages.ts';
import { asList, asObject, literalText, withField } from './form-model.ts';
import { type ItemChange, withItem } from './list-items.ts';
import { REMOVES_ITEM, useItemFocus } from './use-item-focus.ts';

export function MapRowsField({ field, value, pointer, form, onChange }: FieldProps) {
  const rows = asList(value).map(asObject);
  const focus = useItemFocus();
  const changeOf = useStableFor((at: number, change: ItemChange) => {
    if (change === 'remove') focus.left(at);
    onChange(withItem(rows, at, change));
  });
  return (
    <FieldGroup field={field} pointer={pointer} form={form} place={focus.place}>
      <Stack gap={4} mt={4}>
        {rows.map((row, i) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
            key={i}
            row={row}
            pointer={below(pointer, i)}
            number={i + 1}
            readOnly={form.readOnly}
            language={form.language}
            error={messageAt(form.errors, below(pointer, i), true)}
            isLast={i === rows.length - 1}
            onRow={changeOf(i)}
          />
        ))}
        <AddButton form={form} label={field.label} onAdd={() => onChange([...rows, { target: '', expression: '' }])} />
      </Stack>
    </FieldGroup>
  );
}

interface RowProps {
  readonly row: JsonObject;
  readonly pointer: string;
  readonly number: number;
  readonly isLast: boolean;
  readonly readOnly: boolean;
  readonly language: ExpressionLanguage | undefined;
  readonly error: string | undefined;
  readonly onRow: (change: ItemChange) => void;
}

/** Of hundreds, the one that is typed into is drawn anew. */
const Row = memo(function Row({ row, pointer, number, isLast, readOnly, language, error, onRow }: RowProps) {
  const [scoped, setScoped] = useState(row['scope'] !== undefined);
  const target = literalText(row['target']);
  const name = target === '' ? t('map.row', 'row {number}', { number }) : target;
  const setText = (field: string, text: string) => onRow({ ...row, [field]: text });
  return (
    <div className="map-row" data-pointer={pointer}>
      <Group gap={4} wrap="nowrap">
        <TextInput
          flex={1}
          aria-label={t('map.target', 'Target field of {name}', { name })}
          classNames={{ input: 'mono' }}
          placeholder="items[].quantity"
          readOnly={readOnly}
          value={target}
          onChange={(event) => setText('target', event.currentTarget.value)}
        />
        {!readOnly && (
          <>
            <ActionIcon
              size="sm"
              variant={scoped ? 'light' : 'subtle'}
              color={scoped ? 'blue' : 'gray'}
              aria-pressed={scoped}
              aria-label={t('map.each', '{name}: for each of a list', { name })}
              title={t('map.each-title', 'For each of a list')}
              onClick={() => {
                setScoped(!scoped);
                if (scoped) onRow(withField(row, 'scope', undefined));
              }}
            >
              <IconRepeat size={14} />
            </ActionIcon>
            <ActionIcon size="sm" disabled={number === 1} aria-label={t('map.up', 'Move {name} up', { name })} onClick={() => onRow('up')}>
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon size="sm" disabled={isLast} aria-label={t('map.down', 'Move {name} down', { name })} onClick={() => onRow('down')}>
              <IconArrowDown size={14} />
            </ActionIcon>
            <ActionIcon
              className={REMOVES_ITEM}
              size="sm"
              aria-label={t('form.remove-value', 'Remove {name}', { name })}
              onClick={() => onRow('remove')}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </>
        )}
      </Group>
      {scoped && (
        <TextInput
          mt={4}
          className="map-each"
          wrapperProps={{ 'data-pointer': below(pointer, 'scope') }}
          aria-label={t('map.scope', 'For each of, {name}', { name })}
          classNames={{ input: 'mono' }}
          leftSection={<span className="map-sign">{t('map.each-short', 'each')}</span>}
          leftSectionWidth={40}
          placeholder="trigger.body.items"
          readOnly={readOnly}
          value={literalText(row['scope'])}
          onChange={(event) => onRow(withField(row, 'scope', event.currentTarget.value || undefined))}
        />
      )}
      <div className="map-expression" data-pointer={below(pointer, 'expression')}>
        <ExpressionField
          bare
          label={name}
          language={language}
          within={scoped ? literalText(row['scope']) : undefined}
          readOnly={readOnly}
          error={error}
          placeholder={scoped ? 'quantity' : 'trigger.body.quantity'}
          value={row['expression']}
          onChange={(text) => setText('expression', (text ?? '').replace(/^=\s?/, ''))}
        />
      </div>
    </div>
  );
});
