import { Stack, Table, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { Json } from '#flows/json.ts';
import { type DetailField, type DetailTable, toDetailSections } from './detail-sections.ts';
import './operations.css';

/** What a flow said about an exception or approval. */
export function DetailView({ detail }: { readonly detail: Json }) {
  const sections = useMemo(() => toDetailSections(detail), [detail]);
  return (
    <div className="detail-sections">
      {sections.map(({ title, fields, tables }) => (
        <Stack
          key={title}
          gap="xs"
          role="group"
          aria-label={title || undefined!}
          className={tables.some(({ parts }) => parts.some((names) => names !== undefined)) ? 'detail-wide' : ''}
        >
          {title !== '' && <Title order={3}>{title}</Title>}
          {fields.length > 0 && <Fields fields={fields} />}
          {tables.map((table) => (
            <Rows key={table.name} table={table} />
          ))}
        </Stack>
      ))}
    </div>
  );
}

function Fields({ fields }: { readonly fields: readonly DetailField[] }) {
  return (
    <dl className="detail-fields">
      {fields.map(({ name, text }) => (
        <div key={name}>
          {name !== '' && <dt>{name}</dt>}
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ table: { name, columns, parts, rows } }: { readonly table: DetailTable }) {
  return (
    <Table.ScrollContainer minWidth={400} type="native">
      {name !== '' && (
        <Text size="xs" c="dimmed">
          {name}
        </Text>
      )}
      <Table w="auto" verticalSpacing={2} withTableBorder aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, i) => (
              <Table.Th key={column}>
                {column}
                {parts[i] !== undefined && (
                  <Text size="xs" c="dimmed">
                    {parts[i]}
                  </Text>
                )}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={JSON.stringify(row)}>
              {row.map((lines, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns of one table stay where they are
                <Table.Td key={column} className={lines.some((line) => line.includes(' · ')) ? 'detail-lines' : 'number'}>
                  {lines.map((line) => (
                    <div key={line}>{line}</div>
                  ))}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
