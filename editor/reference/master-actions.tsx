/** Above a table of master data: add one, take a spreadsheet in, give one out. */
import { Button, Group } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { t } from '../text.ts';
import { saveFile } from '../ui/save-file.ts';
import { ImportDialog } from './import-dialog.tsx';
import type { MasterKind } from './master-formats.ts';
import { exportRows } from './master-import.ts';

export interface MasterActionsProps {
  readonly kind: MasterKind;
  readonly environment: string;
  readonly items: readonly ReferenceView[];
  readonly mayWrite: boolean;
  readonly addLabel: string;
  readonly onAdd: () => void;
}

export function MasterActions({ kind, environment, items, mayWrite, addLabel, onAdd }: MasterActionsProps) {
  const [importing, setImporting] = useState(false);
  const save = () => saveFile(`${kind}-${environment}.csv`, 'text/csv', exportRows(kind, items));
  return (
    <Group gap="xs" mb="sm">
      {mayWrite && (
        <>
          <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={onAdd}>
            {addLabel}
          </Button>
          <Button variant="default" leftSection={<IconUpload size={14} aria-hidden />} onClick={() => setImporting(true)}>
            {t('csv.import', 'Import CSV …')}
          </Button>
        </>
      )}
      <Button variant="default" leftSection={<IconDownload size={14} aria-hidden />} disabled={items.length === 0} onClick={save}>
        {t('csv.export', 'Export CSV')}
      </Button>
      {importing && <ImportDialog kind={kind} environment={environment} stored={items} onClose={() => setImporting(false)} />}
    </Group>
  );
}
