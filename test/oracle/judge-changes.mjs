// Judges what became of order changes, by what was entered and by the sandbox's own record: never by what the runtime says it did.
// Pure: `truth` and `record` as the sandbox gives them, `runs` as GET /api/runs gives them (flow order-change).

const SAP_WRITE = 'change-sales-order';
const CRM_ANSWER = 'update-Order_Change_Request__c';
const ANSWERS = { In_ERP_commitment_pending: 'applied', No_Change: 'noChange', Rejected: 'refused' };
const FINAL = new Set(['completed', 'failed', 'cancelled', 'set-aside', 'superseded', 'stale']);

/**
 * Gives `counts` (accepted, duplicates, applied, noChange, stale, refused, setAside), the faults by kind as sentences, and `closes`:
 * every accepted change ended in exactly one way. `excused`: ids of changes that somebody else's hand may leave open.
 */
export function judgeChanges({ truth, runs, record }) {
  const faults = { lost: [], ghost: [], doubled: [], reordered: [], changed: [], stuck: [] };
  const counts = { accepted: truth.length, duplicates: 0, applied: 0, noChange: 0, stale: 0, refused: 0, setAside: 0 };
  const runsOf = groupBy(runs, (run) => run.keys.changeRequest);
  const written = record.filter(({ system, operation, applied }) => system === 'sap' && operation === SAP_WRITE && applied);
  // The commitment is written back to the same order, without a revision: only changes that customers asked for carry one.
  const changes = written.filter(({ sequence }) => sequence !== undefined);
  const changesOf = groupBy(changes, ({ key, sequence }) => `${key}/${sequence}`);
  const answersOf = groupBy(
    record.filter(({ operation, applied }) => operation === CRM_ANSWER && applied),
    ({ key }) => key,
  );

  for (const change of truth) {
    counts.duplicates += change.duplicates;
    const name = `change ${change.id} (order ${change.order}, revision ${change.revision})`;
    const own = runsOf.get(change.id) ?? [];
    const inSap = changesOf.get(`${change.order}/${change.revision}`) ?? [];
    if (own.length === 0) {
      faults.lost.push(`${name} has no run`);
      continue;
    }
    if (own.length > 1) faults.doubled.push(`${name} has ${own.length} runs`);
    if (inSap.length > 1) faults.doubled.push(`${name} was applied ${inSap.length} times in SAP`);
    const [run] = own;
    if (!FINAL.has(run.state)) {
      faults.stuck.push(`${name} is ${run.state}${run.error === undefined ? '' : `: ${run.error.message}`}`);
      continue;
    }
    const outcome = outcomeOf(run, answersOf.get(change.id) ?? []);
    if (outcome === undefined) {
      faults.lost.push(`${name} ended as ${run.state}, and CRM was not told`);
      continue;
    }
    counts[outcome] += 1;
    if (outcome === 'applied' && inSap.length === 0) faults.lost.push(`${name} is said to be in SAP, where nobody wrote it`);
    if (outcome !== 'applied' && inSap.length > 0) faults.ghost.push(`${name} ended as ${outcome}, but SAP has it`);
    if (outcome === 'stale' && !youngerCameFirst(change, truth, runsOf))
      faults.lost.push(`${name} was dropped as stale, though none younger came first`);
    if (outcome === 'applied' && change.nature === 'invalid') faults.ghost.push(`${name} is invalid (${change.defect}), but was applied`);
    for (const entry of inSap) faults.changed.push(...differences(name, change, entry));
  }
  const known = new Set(truth.map(({ order, revision }) => `${order}/${revision}`));
  for (const { key, sequence, seq } of changes)
    if (!known.has(`${key}/${sequence}`))
      faults.ghost.push(`record ${seq}: SAP has revision ${sequence} of order ${key}, which nobody asked for`);
  for (const [order, entries] of groupBy(changes, ({ key }) => key))
    for (const [index, entry] of entries.entries()) {
      const before = entries[index - 1];
      if (before !== undefined && entry.sequence < before.sequence)
        faults.reordered.push(`record ${entry.seq}: order ${order} got revision ${entry.sequence} after ${before.sequence}`);
    }
  const { accepted, applied, noChange, stale, refused, setAside } = counts;
  return { counts, faults, closes: accepted === applied + noChange + stale + refused + setAside };
}

/**
 * What scheduling was told: of every order that SAP changed, the youngest change at last, each revision once and none after a younger
 * one. Revisions in between may be missing: they were superseded.
 */
export function judgeDemands({ record }) {
  const faults = { lost: [], doubled: [], reordered: [] };
  const ofSystem = (system, operation) =>
    groupBy(
      record.filter((entry) => entry.system === system && entry.operation === operation && entry.applied && entry.sequence !== undefined),
      ({ key }) => key,
    );
  const demandsOf = ofSystem('scheduler', 'upsert-demand');
  for (const [order, changes] of ofSystem('sap', SAP_WRITE)) {
    const youngest = changes.at(-1).sequence;
    const demands = demandsOf.get(order) ?? [];
    if (demands.at(-1)?.sequence !== youngest)
      faults.lost.push(`order ${order} is at revision ${youngest} in SAP, at ${demands.at(-1)?.sequence ?? 'none'} in scheduling`);
    for (const [index, { seq, sequence }] of demands.entries()) {
      const before = demands[index - 1]?.sequence ?? 0;
      if (sequence === before) faults.doubled.push(`record ${seq}: scheduling got revision ${sequence} of order ${order} twice`);
      if (sequence < before) faults.reordered.push(`record ${seq}: scheduling got revision ${sequence} of order ${order} after ${before}`);
    }
  }
  return faults;
}

function outcomeOf(run, answers) {
  if (run.state === 'stale') return 'stale';
  if (run.state === 'set-aside') return 'setAside';
  if (run.state !== 'completed') return undefined;
  const outcomes = answers.map(({ detail }) => ANSWERS[detail.status]).filter((outcome) => outcome !== undefined);
  return outcomes.at(-1);
}

/** Stale is only what came after a younger revision of its order: accepted later, or told apart by nobody because both came at once. */
function youngerCameFirst(change, truth, runsOf) {
  return truth.some(({ order, revision, id }) => order === change.order && revision > change.revision && runsOf.has(id));
}

/** What SAP held after the change against what was asked for: quantity of every item. */
function differences(name, change, entry) {
  const held = new Map(entry.detail.held.items.map((item) => [item.item, item]));
  return change.items.flatMap(({ number, quantity }) => {
    const item = held.get(number);
    if (item === undefined) return [`${name}: SAP has no item ${number}`];
    return Number(item.quantity) === Number(quantity)
      ? []
      : [`${name}: item ${number} is ${item.quantity} in SAP, ${quantity} was asked for`];
  });
}

function groupBy(list, keyOf) {
  const groups = new Map();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
