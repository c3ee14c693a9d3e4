/** Is a business object sound: states that exist and can be reached, milestones that some event brings about, service levels between them? */
import { error } from '../check/checked-flow.ts';
import type { Problem } from '../problem.ts';
import { findEventType } from '../schemas/events.ts';
import type { BusinessObject } from './business-objects.ts';

export function findObjectProblems(object: BusinessObject): readonly Problem[] {
  return [...checkKeys(object), ...checkStates(object), ...checkMilestones(object), ...checkServiceLevels(object)];
}

function checkKeys({ keys }: BusinessObject): readonly Problem[] {
  if (Object.keys(keys).length === 0) return [error('object-keys', '/keys', 'Nothing finds the object.', 'Add a key.')];
  return Object.entries(keys)
    .filter(([, { pattern }]) => !isPattern(pattern))
    .map(([name]) =>
      error(
        'object-key-pattern',
        `/keys/${name}/pattern`,
        `The pattern of the key "${name}" cannot be read.`,
        'Write a regular expression of the whole key.',
      ),
    );
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return pattern.startsWith('^') && pattern.endsWith('$');
  } catch {
    return false;
  }
}

function checkStates({ states, initial }: BusinessObject): readonly Problem[] {
  if (!Object.hasOwn(states, initial))
    return [error('object-state-unknown', '/initial', `The first state "${initial}" is not there.`, 'Name one of the states.')];
  const problems = Object.entries(states).flatMap(([name, { next }]) =>
    next
      .filter((target) => !Object.hasOwn(states, target))
      .map((target) =>
        error(
          'object-state-unknown',
          `/states/${name}/next`,
          `After "${name}" comes "${target}", which is not there.`,
          'Name one of the states.',
        ),
      ),
  );
  const reached = new Set([initial]);
  for (const name of reached) for (const target of states[name]?.next ?? []) reached.add(target);
  const lost = Object.keys(states).filter((name) => !reached.has(name));
  return [
    ...problems,
    ...lost.map((name) =>
      error('object-state-unreachable', `/states/${name}`, `No way leads to the state "${name}".`, 'Name it in the "next" of another.'),
    ),
  ];
}

function checkMilestones({ milestones, states, initial }: BusinessObject): readonly Problem[] {
  const problems = milestones.flatMap(({ name, event, leadsTo }, i) => {
    const path = `/milestones/${i}`;
    const found: Problem[] = [];
    if (milestones.findIndex((other) => other.name === name) !== i)
      found.push(error('object-milestone-twice', `${path}/name`, `There are two milestones "${name}".`, 'Rename one.'));
    if (findEventType(event) === undefined)
      found.push(
        error(
          'object-event-unknown',
          `${path}/event`,
          `The milestone "${name}" waits for "${event}", which no flow may emit.`,
          'Choose one of flows/schemas/events.ts.',
        ),
      );
    for (const { state } of leadsTo) {
      if (!Object.hasOwn(states, state))
        found.push(
          error(
            'object-state-unknown',
            `${path}/leadsTo`,
            `The milestone "${name}" leads to "${state}", which is not there.`,
            'Name one of the states.',
          ),
        );
    }
    if (leadsTo.length === 0 || leadsTo.at(-1)!.when !== undefined)
      found.push(
        error(
          'object-milestone-open',
          `${path}/leadsTo`,
          `Where "${name}" leads is not said for every case.`,
          'End with an entry without "when".',
        ),
      );
    return found;
  });
  const reached = new Set([initial, ...milestones.flatMap(({ leadsTo }) => leadsTo.map(({ state }) => state))]);
  const silent = Object.keys(states).filter((state) => !reached.has(state));
  return [
    ...problems,
    ...silent.map((state) =>
      error(
        'object-state-silent',
        `/states/${state}`,
        `No milestone leads to the state "${state}".`,
        'Add the event that brings it about.',
      ),
    ),
  ];
}

function checkServiceLevels({ slas, milestones }: BusinessObject): readonly Problem[] {
  const known = new Set(milestones.map(({ name }) => name));
  return slas.flatMap(({ name, from, to, withinMs }, i) => [
    ...[from, to]
      .filter((milestone) => !known.has(milestone))
      .map((milestone) =>
        error(
          'object-milestone-unknown',
          `/slas/${i}`,
          `"${name}" speaks of the milestone "${milestone}", which is not there.`,
          'Name one of the milestones.',
        ),
      ),
    ...(withinMs > 0 ? [] : [error('object-sla-time', `/slas/${i}/withinMs`, `"${name}" allows no time.`, 'Give a time above zero.')]),
  ]);
}
