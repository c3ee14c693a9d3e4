/** A conversion tried as flows make it: asked of the server, in exact decimals. */
import { Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { t } from '../text.ts';
import type { UnitValue } from './master-data.ts';
import './master-data.css';

const ROUNDINGS = [
  { value: 'up', label: t('trial.up', 'up: never too little') },
  { value: 'down', label: t('trial.down', 'down: never too much') },
  { value: 'nearest', label: t('trial.nearest', 'to the nearest') },
];
const QUANTITY = /^\d{1,15}(\.\d{1,6})?$/;

export function ConversionTrial({ environment, items }: { readonly environment: string; readonly items: readonly ReferenceView[] }) {
  const [material, setMaterial] = useState(
    () => items.find(({ value }) => (value as unknown as UnitValue).units.length > 0)?.name ?? items[0]?.name ?? '',
  );
  const [quantity, setQuantity] = useState('1');
  const [unit, setUnit] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [rounding, setRounding] = useState('nearest');
  const row = items.find(({ name }) => name === material);
  const known = row?.value as unknown as UnitValue | undefined;
  const units = known === undefined ? [] : [known.baseUnit, ...known.units.map((one) => one.unit)];
  const from = unit !== null && units.includes(unit) ? unit : (units[1] ?? units[0] ?? '');
  const into = to !== null && units.includes(to) ? to : (units[0] ?? '');
  const isRight = QUANTITY.test(quantity);
  const query = useQuery({
    queryKey: ['units', 'convert', environment, material, row?.revision, quantity, from, into, rounding],
    queryFn: ({ signal }) =>
      callApi<{ quantity: string; unit: string }>('POST', apiPath`/api/environments/${environment}/units/${material}/convert`, {
        body: { quantity, unit: from, to: into, rounding },
        signal,
      }),
    enabled: row !== undefined && isRight,
    retry: false,
  });
  return (
    <section className="conversion-trial" aria-label={t('trial.title', 'Try a conversion')}>
      <Group gap="sm" align="flex-end">
        <Select
          w={330}
          label={t('units.material', 'Material')}
          searchable
          limit={50}
          allowDeselect={false}
          data={items.map(({ name }) => name)}
          value={material}
          onChange={(name) => name !== null && setMaterial(name)}
        />
        <TextInput
          w={120}
          label={t('trial.quantity', 'Quantity')}
          inputMode="decimal"
          error={!isRight}
          value={quantity}
          onChange={(event) => setQuantity(event.currentTarget.value.trim())}
        />
        <Select w={90} label={t('trial.from', 'From')} allowDeselect={false} data={units} value={from} onChange={setUnit} />
        <Select w={90} label={t('trial.to', 'To')} allowDeselect={false} data={units} value={into} onChange={setTo} />
        <Select
          w={190}
          label={t('trial.rounding', 'Rounded')}
          allowDeselect={false}
          data={ROUNDINGS}
          value={rounding}
          onChange={(value) => value !== null && setRounding(value)}
        />
        <Text role="status" className="number" fw={600} pb={6}>
          {!isRight
            ? t('trial.no-quantity', 'A quantity is digits with a point: 2.5')
            : query.error !== null
              ? query.error.message
              : query.data === undefined
                ? ''
                : `= ${query.data.quantity} ${query.data.unit}`}
        </Text>
      </Group>
    </section>
  );
}
