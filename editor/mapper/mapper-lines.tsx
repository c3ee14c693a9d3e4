/** Lines from the source to the rows that read it, between the two lists: faint, and strong for the row that is looked at. */

export interface DrawnLine {
  readonly key: string;
  /** px from the top of the lists. */
  readonly from: number;
  readonly to: number;
  readonly isStrong: boolean;
}

export const GUTTER = 44;

export function MapperLines({ lines }: { readonly lines: readonly DrawnLine[] }) {
  return (
    <svg className="mapper-gutter" width={GUTTER} aria-hidden>
      {lines.map(({ key, from, to, isStrong }) => (
        <path
          key={key}
          d={`M0 ${from} C ${GUTTER / 2} ${from}, ${GUTTER / 2} ${to}, ${GUTTER} ${to}`}
          data-strong={isStrong || undefined}
        />
      ))}
    </svg>
  );
}
