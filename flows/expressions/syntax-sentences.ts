/** The parser's codes as sentences for people who do not know the parser. Undefined for codes that are not about syntax. */
export function syntaxSentence(code: string | undefined, token: unknown, value: unknown): string | undefined {
  const found = token === '(end)' || token === undefined ? 'the end' : `"${String(token)}"`;
  switch (code) {
    case 'S0101':
      return 'A text is not closed: its quote is missing.';
    case 'S0102':
      return `The number ${found} is too large.`;
    case 'S0103':
      return `"\\${String(token)}" is no escape; after a backslash may come " \\ / b f n r t or u with four hex digits.`;
    case 'S0104':
      return '"\\u" needs four hex digits.';
    case 'S0105':
      return 'A quoted name is not closed: its backquote is missing.';
    case 'S0106':
      return 'A comment is not closed: "*/" is missing.';
    case 'S0201':
    case 'S0204':
    case 'S0205':
    case 'S0206':
      return `${found} is not expected here.`;
    case 'S0202':
      return `Here "${String(value)}" is expected, not ${found}.`;
    case 'S0203':
      return `"${String(value)}" is missing before the end.`;
    case 'S0207':
      return 'The expression ends too early.';
    case 'S0208':
      return 'The parameters of a function must be variables, written with "$".';
    case 'S0209':
      return 'A condition in square brackets cannot follow a grouping in braces.';
    case 'S0210':
      return 'A step can be grouped only once.';
    case 'S0211':
      return `${found} needs something on its left.`;
    case 'S0212':
      return 'On the left of ":=" must stand a variable, written with "$".';
    case 'S0213':
      return `${JSON.stringify(value)} is a value and cannot be a step of a path.`;
    case 'S0214':
      return `After ${found} must come a variable, written with "$".`;
    case 'S0215':
      return 'A variable must be bound before the conditions of its step.';
    case 'S0216':
      return 'A variable must be bound before the step is sorted.';
    case 'S0217':
      return '"%" climbs above everything that the expression can see.';
    case 'S0301':
      return 'A regular expression cannot be empty.';
    case 'S0302':
      return 'A regular expression is not closed: its "/" is missing.';
    case 'S0401':
    case 'S0402':
      return 'The signature of a function cannot be read.';
    case 'S0500':
      return 'The expression cannot be read.';
    default:
      return undefined;
  }
}
