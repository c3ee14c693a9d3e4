/** Below the drawing, while a wire is drawn: why the card below the mouse does not fit; after it was let go there, what else can be done. */
import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useConnection } from '@xyflow/react';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import type { CanvasNode, Place } from './canvas-types.ts';

/** A wire that was let go on a card that it cannot lead to. */
export interface RefusedWire {
  readonly nodeId: string;
  readonly why: string;
  readonly instead?: { readonly label: string; do(): void } | undefined;
}

export interface WireLineProps {
  readonly refused: RefusedWire | undefined;
  readonly byId: ReadonlyMap<string, CanvasNode>;
  /** The card at a place of the drawing. */
  readonly cardAt: (place: Place) => string | undefined;
  /** While a wire is drawn. */
  readonly whyNot: ((to: string) => string | undefined) | undefined;
  readonly onClose: () => void;
}

export function WireLine({ refused, byId, cardAt, whyNot, onClose }: WireLineProps) {
  const below = useConnection((wire) => (wire.inProgress ? (wire.toNode?.id ?? cardAt([wire.to.x, wire.to.y])) : undefined));
  const why = whyNot === undefined || below === undefined ? undefined : whyNot(below);
  const shown = why !== undefined && below !== undefined ? { nodeId: below, why } : whyNot === undefined ? refused : undefined;
  return (
    // Always there, so that what comes into it is read out.
    <div className="wire-line" role="status" data-open={shown !== undefined || undefined}>
      {shown !== undefined && (
        <>
          <span>
            {t('wire.unfit', '“{name}” does not fit: {why}', {
              name: byId.get(shown.nodeId)?.label ?? shown.nodeId,
              why: spoken(shown.why),
            })}
          </span>
          {shown === refused && (
            <>
              {refused.instead !== undefined && (
                <Button
                  size="compact-xs"
                  onClick={() => {
                    refused.instead?.do();
                    onClose();
                  }}
                >
                  {refused.instead.label}
                </Button>
              )}
              <ActionIcon size="sm" aria-label={t('wire.close', 'Close')} onClick={onClose}>
                <IconX size={13} />
              </ActionIcon>
            </>
          )}
        </>
      )}
    </div>
  );
}
