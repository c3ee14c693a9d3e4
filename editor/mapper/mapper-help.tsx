/** How the mapper is used, with the pointer and without. */
import { Kbd } from '@mantine/core';
import { t } from '../text.ts';

export function MapperHelp() {
  const keys: readonly (readonly [string, string])[] = [
    ['Tab', t('mapper.key-tab', 'from the source to the target and on')],
    ['↑ ↓ ← →', t('mapper.key-arrows', 'through the fields; open and close')],
    ['Enter', t('mapper.key-pick', 'in the source: pick the field; in the target: put it there, or edit the row')],
    ['A', t('mapper.key-accept', 'accept what is proposed, and on to the next proposal')],
    ['F', t('mapper.key-functions', 'functions, value maps and units')],
    ['Delete', t('mapper.key-delete', 'clear the row')],
    ['Esc', t('mapper.key-escape', 'back: from the row, from what is picked, to the drawing')],
  ];
  return (
    <aside className="mapper-help" aria-label={t('mapper.help', 'How it works')}>
      <p>
        {t(
          'mapper.help-text',
          'Drag a field of the source onto a field of the target. A list on a list is gone through: its fields are then filled for each item. What is probably meant is proposed in grey; nothing is written before you accept it.',
        )}
      </p>
      <dl>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
