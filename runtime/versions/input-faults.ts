import type { Json } from '#flows/json.ts';
import type { NodeType } from '#nodes/node.ts';
import type { ValidateValue, ValueProblem } from '../schema-validation.ts';
import type { DeployedFlowRegistry } from './deployed-flow-registry.ts';
import { inputSchemaOf } from './input-schema.ts';

export interface InputFaultParts {
  readonly registry: DeployedFlowRegistry;
  readonly nodeTypes: readonly NodeType[];
  readonly validate: ValidateValue;
}

/** What is wrong with what somebody starts a live flow with; empty where nothing is, or where no such flow is live. */
export function findInputFaults(
  { registry, nodeTypes, validate }: InputFaultParts,
  environment: string,
  flow: string,
  major: number | undefined,
  input: Json,
): readonly ValueProblem[] {
  const deployed = registry.findDeployed(environment, flow, major);
  if (deployed === undefined) return [];
  const { document, schemas } = registry.getVersion(flow, deployed.version);
  const schema = inputSchemaOf(document, registry.findTrigger(document), nodeTypes);
  const { contract } = document;
  // A trigger's own schema says nothing of what the flow itself wants of it, such as the parameters of a schedule.
  const wanted = [schema, ...(contract.input === schema ? [] : [contract.input])];
  return wanted.flatMap((one) => (one === undefined ? [] : validate(one, schemas, input)));
}
