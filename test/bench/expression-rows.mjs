// How fast compiled expressions are, beside the reference implementation and beside the same mapping written by hand. In one process,
// on one thread; what runs is the build.
import jsonata from 'jsonata';
import { compileExpression } from '../../dist/flows/expressions/compiled/compile-expression.js';
import { mapExpression } from '../../dist/flows/expressions/map-expression.js';
import { parseExpression } from '../../dist/flows/expressions/parse-expression.js';
import { checkAnew } from './check-anew.mjs';
import { MAP_ROWS, makeOrder, mapOrder } from './order.mjs';
import { LINES_MAPPING, makeLines, mapLines } from './order-lines.mjs';
import { alternate, compare } from './rounds.mjs';

const ROUND_MS = 400;
const LOOKS_AT_CLOCK_EVERY = 256;

/** Nothing of it is asked for by these mappings. */
const WORLD = {
  at: 0,
  random: () => 0,
  table: () => undefined,
  compileRegex() {
    throw new Error('no regular expression is part of this');
  },
};

/** The same mapping three times: compiled, by the reference, by hand. Every contender must give what the hand gives. */
async function prepare(text, makeBody, byHand) {
  const { tree } = parseExpression(text);
  const { compiled, contained } = compileExpression(tree);
  if (compiled === undefined) throw new Error(`The mapping is contained, because ${contained.reason}.`);
  const reference = jsonata(text);
  const scopes = Array.from({ length: 64 }, (_, n) => ({ trigger: { body: makeBody(n) }, steps: {}, vars: {}, run: {}, flow: {} }));
  const contenders = {
    ours: (scope) => compiled.evaluate(scope, WORLD),
    reference: (scope) => reference.evaluate(scope),
    hand: (scope) => byHand(scope.trigger.body),
  };
  for (const [name, evaluate] of Object.entries(contenders)) {
    for (const scope of scopes) {
      const given = JSON.stringify(await evaluate(scope));
      if (given !== JSON.stringify(byHand(scope.trigger.body))) throw new Error(`${name} gives something else than the mapping by hand.`);
    }
  }
  return { scopes, ...contenders };
}

/** Mappings in a second of processor time: a machine that does other things beside does not count. What they give is looked at. */
function countPerSecond(evaluate, scopes) {
  let seen = 0;
  let count = 0;
  const begin = cpuMs();
  let elapsed = 0;
  while (elapsed < ROUND_MS) {
    for (let at = 0; at < LOOKS_AT_CLOCK_EVERY; at += 1) seen += Object.keys(evaluate(scopes[count++ % scopes.length])).length;
    elapsed = cpuMs() - begin;
  }
  return perSecond(count, elapsed, seen);
}

/** The same for what has to be waited for. */
async function countPerSecondAwaited(evaluate, scopes) {
  let seen = 0;
  let count = 0;
  const begin = cpuMs();
  let elapsed = 0;
  while (elapsed < ROUND_MS) {
    for (let at = 0; at < LOOKS_AT_CLOCK_EVERY; at += 1) seen += Object.keys(await evaluate(scopes[count++ % scopes.length])).length;
    elapsed = cpuMs() - begin;
  }
  return perSecond(count, elapsed, seen);
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function perSecond(count, elapsedMs, seen) {
  if (seen === 0) throw new Error('A mapping gave nothing.');
  return (count / elapsedMs) * 1000;
}

async function againstReference({ scopes, ours, reference }) {
  countPerSecond(ours, scopes);
  return compare(
    await alternate([ours, reference], (evaluate) => (evaluate === ours ? countPerSecond : countPerSecondAwaited)(evaluate, scopes)),
  );
}

const prepareTen = () => prepare(mapExpression(MAP_ROWS).text, makeOrder, mapOrder);

export const EXPRESSION_ROWS = [
  {
    id: 'map-10',
    async run() {
      return [{ ...(await againstReference(await prepareTen())), id: 'map-10', unit: 'maps/s', target: 50 }];
    },
  },
  {
    id: 'map-10-js',
    async run() {
      const { scopes, ours, hand } = await prepareTen();
      countPerSecond(ours, scopes);
      countPerSecond(hand, scopes);
      const microseconds = (evaluate) => 1_000_000 / countPerSecond(evaluate, scopes);
      const compared = compare(await alternate([ours, hand], microseconds));
      return [{ ...compared, id: 'map-10-js', unit: 'µs', target: 6, better: 'lower' }];
    },
  },
  {
    id: 'map-100-rows',
    async run() {
      return [
        { ...(await againstReference(await prepare(LINES_MAPPING, makeLines, mapLines))), id: 'map-100-rows', unit: 'maps/s', target: 30 },
      ];
    },
  },
  {
    id: 'check-200',
    async run() {
      return [{ ...checkAnew(), id: 'check-200', unit: 'ms', target: 50, judge: 'ours', better: 'lower' }];
    },
  },
];
