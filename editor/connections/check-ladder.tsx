/** Reach, sign in, read, may write: rung by rung, with the fix at the first one that fails. */
import { Alert, Button, Group, Text } from '@mantine/core';
import type { ConnectionCheckView } from '#flows/api/connections.ts';
import { spoken, spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText } from '../ui/time-text.ts';

export interface CheckLadderProps {
  readonly check: ConnectionCheckView | undefined;
  readonly checking: boolean;
  readonly error: unknown;
  readonly onCheck: () => void;
}

export function CheckLadder({ check, checking, error, onCheck }: CheckLadderProps) {
  return (
    <section aria-label={t('check.title', 'Check')}>
      <Group mb="xs">
        <Button variant="default" loading={checking} onClick={onCheck}>
          {t('check.do', 'Check now')}
        </Button>
        {check === undefined ? (
          <Text size="sm" c="dimmed">
            {t('check.never', 'Not checked yet.')}
          </Text>
        ) : (
          <Text size="sm" role="status">
            {check.ok ? t('check.ok', 'Everything that was tried works,') : t('check.not-ok', 'It does not work yet,')}{' '}
            <RelativeTime at={check.at} />
          </Text>
        )}
      </Group>
      {error !== null && <ErrorPanel error={error} />}
      {check !== undefined && (
        <ol className="ladder">
          {check.rungs.map(({ name, state, message, fix, durationMs }) => (
            <li key={name}>
              <StateBadge state={state} />
              <Text size="sm" fw={600} component="span">
                {spokenName(name)}
              </Text>
              <Text size="sm" component="span">
                {spoken(message)}
              </Text>
              <Text size="xs" c="dimmed" className="number" component="span">
                {durationText(durationMs)}
              </Text>
              {fix !== undefined && (
                <Alert color="yellow" variant="light" p="xs" className="ladder-fix">
                  {spoken(fix)}
                </Alert>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
