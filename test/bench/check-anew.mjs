// What one key press in a large draft costs: it comes from the wire as a whole document, and everything is found that a check of the
// whole finds. By processor time, ours alone.
import { exampleFlows } from '../../dist/flows/examples/examples.js';
import { checkFlowWithTypes, createFlowChecker } from '../../dist/flows/validate-flow.js';
import { nodeTypes } from '../../dist/nodes/catalog.js';
import { makeLargeDraft, typeIntoBlock } from './large-draft.mjs';
import { median } from './rounds.mjs';

const SIZE = 200;
const MIDDLE = 12;

/** Each field of the block in the middle is a round: the middle key press counts. */
export function checkAnew() {
  const draft = makeLargeDraft(SIZE);
  const check = createFlowChecker(context);
  const { problems } = check(draft);
  if (problems.length > 0) throw new Error(`The draft is not right: ${problems[0].message}`);
  const rounds = typeIntoBlock(draft, MIDDLE).map(({ field, flows }) => {
    const times = flows.map((flow) => measure(check, flow));
    const [last, halfway] = [flows.at(-1), flows[Math.floor(flows.length / 2)]];
    for (const flow of [halfway, last])
      if (JSON.stringify(check(flow)) !== JSON.stringify(checkFlowWithTypes(flow, context)))
        throw new Error(`Checked again after typing into the ${field}, something else is found.`);
    check(draft);
    return median(times);
  });
  return { ours: median(rounds), spread: [Math.min(...rounds), Math.max(...rounds)] };
}

function measure(check, flow) {
  const document = JSON.parse(JSON.stringify(flow));
  const before = process.cpuUsage();
  check(document);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const types = new Map(nodeTypes.map((type) => [type.manifest.type, type]));

const context = {
  nodeTypes: (type) => types.get(type)?.manifest,
  checkConfig: (type, config) => types.get(type)?.checkConfig?.(config) ?? [],
  flows(called, major) {
    const found = exampleFlows.find(({ id, contract }) => id === called && contract.major === major);
    return found === undefined ? undefined : { contract: found.contract, document: found, lane: found.lane?.name };
  },
};
