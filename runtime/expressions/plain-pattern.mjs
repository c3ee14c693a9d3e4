// Patterns that V8's own engine finds in linear time as well: `^CR-\d{10}$`, `^[A-Z]{2,4}\/[0-9]+$`. Most schemas have no others, and it takes a
// sixth of what RE2 takes. Which they are is read from the text: one way from the start of the value on, no choice that could multiply.

/** One character: literal, `\d`, `\w`, an escaped sign, or a class of such and of ranges; then how often. All mean the same in both engines. */
const PART =
  /(?:[A-Za-z0-9 _:,;@#%&='"<>~!-]|\\[dw./$^*+?()[\]{}|\\]|\[(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9 _:,;@#%&='"<>~!.+*]|\\[dw./$^[\]\\-]|-(?=\]))+\])(\?|\*|\+|\{\d{1,3}(?:,\d{0,3})?\})?/y;

/** Ways in which a value may be shared out among the parts: bounded repetitions multiply, one without end may be there beside them. */
const MOST_WAYS = 64;

/** V8 keeps a place for each repetition, in memory that ends. */
const LONGEST_TEXT = 10_000;

/**
 * Whether `pattern` begins with `^`, has no groups and no alternatives, and at most one repetition without end: the work is then bounded by
 * the length of the value times that of the pattern times `MOST_WAYS`.
 *
 * @param {string} pattern
 */
export function isPlain(pattern) {
  if (!pattern.startsWith('^')) return false;
  const end = pattern.endsWith('$') && !pattern.endsWith('\\$') ? pattern.length - 1 : pattern.length;
  let ways = 1;
  let endless = 0;
  let at = 1;
  while (at < end) {
    PART.lastIndex = at;
    const found = PART.exec(pattern);
    if (found === null || PART.lastIndex > end) return false;
    at = PART.lastIndex;
    const choices = choicesOf(found[1]);
    if (choices === Number.POSITIVE_INFINITY) endless += 1;
    else ways *= choices;
  }
  return endless <= 1 && ways <= MOST_WAYS;
}

function choicesOf(repetition) {
  if (repetition === undefined) return 1;
  if (repetition === '?') return 2;
  if (repetition === '*' || repetition === '+') return Number.POSITIVE_INFINITY;
  const [least, most = least] = repetition.slice(1, -1).split(',');
  return most === '' ? Number.POSITIVE_INFINITY : Number(most) - Number(least) + 1;
}

/**
 * @param {string} pattern  one that `isPlain`
 * @param {(text: string) => boolean} linear  the same in RE2, for long texts
 */
export function plainTest(pattern, linear) {
  const native = new RegExp(pattern, 'u');
  return (text) => (text.length <= LONGEST_TEXT ? native.test(text) : linear(text));
}
