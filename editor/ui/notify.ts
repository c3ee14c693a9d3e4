/** Says in a corner what has just happened. What draws it is loaded with the first thing to say. */
import { create } from 'zustand';
import { t } from '../text.ts';

export interface Notice {
  readonly message: string;
  readonly title?: string;
  readonly tone?: 'done' | 'warning';
  /** Stays until it is closed. */
  readonly stays?: boolean;
}

/** Whether there ever was something to say: then the corner stands. */
export const useAnyNotice = create<{ readonly any: boolean }>(() => ({ any: false }));

export function notify({ message, title, tone = 'done', stays = false }: Notice): void {
  useAnyNotice.setState({ any: true });
  void import('@mantine/notifications').then(({ notifications }) =>
    notifications.show({
      message,
      closeButtonProps: { 'aria-label': t('notice.close', 'Close this notice') },
      color: tone === 'done' ? 'green' : 'yellow',
      ...(title === undefined ? {} : { title }),
      ...(stays ? { autoClose: false } : {}),
    }),
  );
}
