import { Stack, Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Json } from '#flows/json.ts';
import { JsonView } from '../ui/json-view.tsx';
import { type DetailField, type DetailPart, textOf, toDetailParts } from './detail-rows.ts';

/** What a flow said about an exception or approval. */
export function DetailView({ detail }: { readonly detail: Json }) {
  const parts = useMemo(() => toDetailParts(detail), [detail]);
  return (
    <Stack gap="xs">
      {parts.map((part) => (
        <Part key={part.kind === 'fields' ? 'fields' : part.name} part={part} />
      ))}
    </Stack>
  );
}

function Part({ part }: { readonly part: DetailPart }) {
  if (part.kind === 'fields') return <Fields fields={part.fields} />;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {part.name}
      </Text>
      {part.kind === 'json' ? <JsonView value={part.value} label={part.name} maxHeight={200} /> : <Rows part={part} />}
    </div>
  );
}

function Fields({ fields }: { readonly fields: readonly DetailField[] }) {
  return (
    <Table w="auto" withRowBorders={false} verticalSpacing={1}>
      <Table.Tbody>
        {fields.map(({ name, text }) => (
          <Table.Tr key={name}>
            {name !== '' && (
              <Table.Th fw={400} c="dimmed" scope="row">
                {name}
              </Table.Th>
            )}
            <Table.Td>{text}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Rows({ part }: { readonly part: Extract<DetailPart, { kind: 'table' }> }) {
  return (
    <Table w="auto" verticalSpacing={2} withTableBorder>
      <Table.Thead>
        <Table.Tr>
          {part.columns.map((column) => (
            <Table.Th key={column}>{column}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {part.rows.map((row) => (
          <Table.Tr key={JSON.stringify(row)}>
            {part.columns.map((column) => (
              <Table.Td key={column} className="number">
                {textOf(row[column])}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
