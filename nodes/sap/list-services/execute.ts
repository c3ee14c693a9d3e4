import type { StepNode } from '../../node.ts';
import { listActiveServices } from '../list-active-services.ts';
import { type ListServicesConfig, listServicesManifest } from './manifest.ts';

export const sapListServices: StepNode = {
  manifest: listServicesManifest,
  async execute(step) {
    const { search, maxRows, protocol = 'V2' } = step.config as ListServicesConfig;
    const found = await step.read('list-services', { search: search ?? '', protocol }, (exchange) =>
      listActiveServices(step.connection, protocol, exchange, maxRows),
    );
    const words = (search ?? '')
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const services = found
      .filter((one) => words.every((word) => `${one.service} ${one.title}`.toLowerCase().includes(word)))
      .toSorted((a, b) => a.service.localeCompare(b.service) || a.version - b.version);
    return { kind: 'done', port: services.length === 0 ? 'none' : 'found', output: { services, count: services.length } };
  },
};
