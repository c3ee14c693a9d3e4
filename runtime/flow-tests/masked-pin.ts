/** What may lie in a pin: made-up values stand where a schema says that a value is not for everybody. */
import type { Json } from '#flows/json.ts';
import { withStandIns } from '#flows/sealed-token.ts';
import { connectionTypes } from '#nodes/catalog.ts';
import { RunSealing } from '../secrets/run-sealing.ts';
import { createTaggedPlaces } from '../secrets/tagged-places.ts';
import { createTestedFlows, type TestedFlow } from './tested-flows.ts';
import type { TryParts } from './try-flow.ts';

const VERSION = 1;

export function maskedPin(
  { nodeTypes, findCalled, redactor, sealed }: Pick<TryParts, 'nodeTypes' | 'findCalled' | 'redactor' | 'sealed'>,
  { document, schemas }: TestedFlow,
  nodeId: string,
  output: Json,
): Json {
  const flows = createTestedFlows(findCalled, document, schemas, (called) => called);
  const places = createTaggedPlaces({ flows, nodeTypes, connectionTypes }).ofVersion(document.id, VERSION, calleesOf(flows, document));
  const withoutSecrets = redactor.json(output);
  if (places === undefined) return withStandIns(withoutSecrets);
  return withStandIns(new RunSealing(places, sealed).sealTagged(withoutSecrets, places.at(nodeId), () => {}));
}

/** Of the flow and all that it calls, by flow and contract. */
function calleesOf(
  flows: ReturnType<typeof createTestedFlows>,
  { nodes }: TestedFlow['document'],
  into: Record<string, number> = {},
): { readonly [flowAndMajor: string]: number } {
  for (const { type, config } of Object.values(nodes)) {
    const [flow, major] = [String(config['flow']), Number(config['major'])];
    const key = `${flow}/${major}`;
    if (type !== 'core/call-flow' || key in into) continue;
    const deployed = flows.findDeployed('', flow, major);
    if (deployed === undefined) continue;
    into[key] = deployed.version;
    calleesOf(flows, flows.getVersion(flow, deployed.version).document, into);
  }
  return into;
}
