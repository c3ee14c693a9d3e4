/** Left of the drawing: the palette, or the flow as a list. */
import { type RefObject, Suspense, useDeferredValue, useRef } from 'react';
import type { PaletteEntry } from '../services/palette-entries.ts';
import { t } from '../text.ts';
import { FocusArrived, type FocusWish } from '../ui/focus-wish.tsx';
import { later } from '../ui/later.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import type { OutlineProps } from './outline.tsx';
import { Palette } from './palette.tsx';

const Outline = later(() => import('./outline.tsx'), 'Outline');
const NO_TYPES: readonly PaletteEntry[] = [];

export interface DraftLeftProps extends OutlineProps {
  readonly offered: readonly PaletteEntry[];
  readonly onAdd: (type: string) => void;
  readonly onAskWaiver: ((entry: PaletteEntry) => void) | undefined;
  /** What of the outline shall have the focus. */
  readonly arrived: FocusWish['arrived'];
}

export function DraftLeft({ offered, onAdd, onAskWaiver, arrived, ...outline }: DraftLeftProps) {
  const [{ left = 'palette' }, setSearch] = usePageSearch();
  const panel = useRef<HTMLDivElement>(null);
  // The drawing first: a list of a hundred types can come with the next frame.
  const shownTypes = useDeferredValue(offered, NO_TYPES);
  return (
    <div className="editor-left" ref={panel}>
      <fieldset className="left-choice" aria-label={t('editor.left', 'Beside the drawing')}>
        <button type="button" aria-pressed={left !== 'outline'} onClick={() => setSearch({ left: undefined })}>
          {t('palette.title', 'Palette')}
        </button>
        <button type="button" aria-pressed={left === 'outline'} onClick={() => setSearch({ left: 'outline' })}>
          {t('outline.title', 'Outline')}
        </button>
      </fieldset>
      {left !== 'outline' ? (
        <Palette nodeTypes={shownTypes} onAdd={onAdd} onAskWaiver={onAskWaiver} />
      ) : (
        <Suspense>
          <Outline {...outline} />
          <FocusArrived {...arrived} panel={panel} />
        </Suspense>
      )}
    </div>
  );
}

/** Goes to the search of the outline as soon as it is there. */
export function focusSearch(search: RefObject<HTMLInputElement | null>): void {
  const seek = () => (search.current === null ? requestAnimationFrame(seek) : search.current.select());
  requestAnimationFrame(seek);
}
