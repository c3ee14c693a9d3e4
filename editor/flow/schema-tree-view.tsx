/** Fields with their types, indented; differences to what came stand beside them in words. */
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Json, JsonSchema } from '#flows/json.ts';
import { spokenName, spokenType } from '../spoken.ts';
import { t } from '../text.ts';
import { type SchemaRow, schemaRows } from './schema-tree.ts';
import './schema-tree.css';

export interface SchemaTreeProps {
  readonly label: string;
  readonly schema: JsonSchema;
  readonly came: Json | undefined;
}

export function SchemaTree({ label, schema, came }: SchemaTreeProps) {
  const rows = useMemo(() => schemaRows(schema, came), [schema, came]);
  if (rows.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('schema-tab.nothing', 'Nothing is known of its fields.')}
      </Text>
    );
  return (
    <ul className="schema-tree" aria-label={label}>
      {rows.map((row) => (
        <li
          key={row.path}
          style={{ paddingInlineStart: row.depth * 14 }}
          title={row.about === undefined ? undefined : spokenName(row.about)}
          data-differs={row.differs}
        >
          <span className="mono">
            {row.name}
            {row.required && '*'}
          </span>{' '}
          <Text span size="xs" c="dimmed">
            {spokenType(row.type)}
          </Text>
          {row.differs !== undefined && (
            <Text span size="xs" className="schema-tree-differs">
              {differenceText(row)}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}

function differenceText({ differs, came = '' }: SchemaRow): string {
  switch (differs) {
    case 'missing':
      return t('schema-tab.missing', 'did not come');
    case 'unknown-field':
      return t('schema-tab.unknown', 'came, and is not in the schema');
    default:
      return t('schema-tab.other-type', 'came as {type}', { type: spokenType(came) });
  }
}
