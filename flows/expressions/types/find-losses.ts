/** Conversions that lose something, where what is left arrives in the result. What is only compared or counted has lost nothing. */
import type { Inferring } from './inferring.ts';
import { type Loss, membersOf, type Type } from './type.ts';

const DEEPEST = 12;
const MOST = 2000;

export function findLosses(type: Type, inferring: Inferring): void {
  let left = MOST;
  const visit = (one: Type, depth: number): void => {
    left -= 1;
    if (left < 0 || depth > DEEPEST || one.kind === 'lazy') return;
    for (const member of membersOf(one) ?? []) {
      if ((member.kind === 'number' || member.kind === 'text') && member.lost !== undefined)
        reportLoss(member.lost, member.kind === 'text', inferring);
      else if (member.kind === 'list') for (const item of [...member.prefix, member.items]) visit(item, depth + 1);
      // Only what the expression makes itself can have lost anything.
      else if (member.kind === 'object')
        for (const field of member.fields.values()) if (field.at !== undefined) visit(field.type, depth + 1);
    }
  };
  visit(type, 0);
}

/** `isText`: a number was made of it, and a text of that. As a number it may be meant so. */
function reportLoss({ what, at }: Loss, isText: boolean, { report, source }: Inferring): void {
  const text = source.slice(at.offset, at.offset + at.length);
  const argument = /^\$number\((.*)\)$/s.exec(text)?.[1]?.trim();
  switch (what) {
    case 'leading-zeros':
      report(
        {
          code: 'leading-zeros-lost',
          severity: isText ? 'warning' : 'info',
          message: 'As a number it loses its leading zeros: 0000004711 becomes 4711, and SAP does not find that.',
          help: 'Leave it a text where it is a key; $pad(…, -10, "0") puts zeros in front again.',
          fix: argument === undefined ? undefined : { at, text: argument },
        },
        at,
      );
      return;
    case 'digits':
      report(
        {
          code: 'digits-lost',
          severity: 'warning',
          message: 'The decimal may have more digits than a number keeps (15), and the last ones are lost.',
          help: 'Leave it a text, or compute with as many digits as are needed.',
          fix: argument === undefined ? undefined : { at, text: argument },
        },
        at,
      );
      return;
    case 'time':
      report(
        {
          code: 'time-lost',
          severity: 'info',
          message:
            'Of a point in time only the date is left, and that is the date in UTC, which is another one in a plant around midnight.',
          help: 'Where the day of the plant is meant, convert it with the time zone of the plant first.',
        },
        at,
      );
  }
}
