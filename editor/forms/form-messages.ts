/** What is wrong with the fields of a form, by JSON Pointer into its value: found for a field without going through all of it. Pure. */

export type FormMessages = ReadonlyMap<string, string>;

/** The message at the pointer, or the first one below it: for fields that draw what is below themselves. */
export function messageAt(messages: FormMessages, pointer: string, andBelow: boolean): string | undefined {
  return messages.get(pointer) ?? (andBelow ? belowOf(messages).get(pointer)?.first : undefined);
}

/** Of the field and all that is below it; the same text: nothing about them changed. */
export function messagesWithin(messages: FormMessages, pointer: string): string {
  return `${messages.get(pointer) ?? ''}\n${belowOf(messages).get(pointer)?.all ?? ''}`;
}

interface Below {
  readonly first: string;
  /** With their pointers. */
  readonly all: string;
}

const known = new WeakMap<FormMessages, ReadonlyMap<string, Below>>();

/** Every field of a form asks: all of them are gone through once, not once for each. */
function belowOf(messages: FormMessages): ReadonlyMap<string, Below> {
  let below = known.get(messages);
  if (below === undefined) known.set(messages, (below = gather(messages)));
  return below;
}

function gather(messages: FormMessages): ReadonlyMap<string, Below> {
  const below = new Map<string, Below>();
  for (const [at, message] of messages) {
    for (let end = at.lastIndexOf('/'); end > 0; end = at.lastIndexOf('/', end - 1)) {
      const pointer = at.slice(0, end);
      const { first = message, all = '' } = below.get(pointer) ?? {};
      below.set(pointer, { first, all: `${all}${at} ${message}\n` });
    }
  }
  return below;
}
