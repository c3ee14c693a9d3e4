/** What the keyboard does in the editor. */
import { Kbd, Modal } from '@mantine/core';
import { t } from '../text.ts';
import { Table } from '../ui/table.tsx';

const KEYS: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [['←', '→'], t('keys.along', 'walk along the wires')],
  [['↑', '↓'], t('keys.near', 'go to the card above, below')],
  [['Alt', '← ↑ → ↓'], t('keys.move', 'move the selected cards; with Shift further')],
  [['Enter'], t('keys.open', 'open the settings of the card')],
  [['A'], t('keys.append', 'add a node after the card')],
  [['N'], t('keys.new', 'add a node in free space')],
  [['Del'], t('keys.delete', 'delete the selection')],
  [['Ctrl', 'Z'], t('keys.undo', 'undo')],
  [['Ctrl', 'Shift', 'Z'], t('keys.redo', 'redo')],
  [['Ctrl', 'C'], t('keys.copy', 'copy; X cuts, V pastes, D duplicates')],
  [['Ctrl', 'S'], t('keys.save', 'save now; saving goes by itself')],
  [['Ctrl', 'Enter'], t('keys.try', 'try the draft to the selected card; with Shift whole')],
  [['F8'], t('keys.problem', 'next problem; with Shift the one before')],
  [['Shift', 'L'], t('keys.tidy', 'tidy the drawing')],
  [['F'], t('keys.fit', 'show the selection; Shift F shows everything')],
  [['+', '−', '0'], t('keys.zoom', 'nearer, further, as large as life')],
  [['Esc'], t('keys.leave', 'take the selection away')],
];

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={t('keys.title', 'Keyboard')}>
      <Table>
        <Table.Tbody>
          {KEYS.map(([keys, meaning]) => (
            <Table.Tr key={meaning}>
              <Table.Td>
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
