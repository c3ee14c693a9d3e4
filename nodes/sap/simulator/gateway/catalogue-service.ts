/** The gateway's catalogue: which services are active here. */
import { entitySet, entityType, instant, readOnly, text } from './model.ts';
import type { ODataService } from './service.ts';

const PATH = '/sap/opu/odata/iwfnd/catalogservice;v=2';
const UPDATED = '2026-01-15T08:00:00.000Z';

export function catalogueService(services: readonly ODataService[]): ODataService {
  const rows = services.map(({ id, version, title, path }) => ({
    ID: `ZZ${id}_${version}`,
    Description: title,
    Title: id,
    Author: 'SAP',
    TechnicalServiceName: id,
    TechnicalServiceVersion: version,
    MetadataUrl: `${path}/$metadata`,
    ServiceUrl: path,
    UpdatedDate: UPDATED,
    ReleaseStatus: 'C1',
  }));
  return {
    path: PATH,
    id: 'CATALOGSERVICE',
    version: '0002',
    title: 'Catalog Service Version 2',
    component: 'OPU-BSE-SDE',
    model: {
      namespace: 'CATALOGSERVICE',
      entityTypes: [
        entityType(
          'Service',
          [text('ID', 100)],
          [
            text('Description', 255),
            text('Title', 80),
            text('Author', 12),
            text('TechnicalServiceName', 40),
            text('TechnicalServiceVersion', 4),
            text('MetadataUrl', 500),
            text('ServiceUrl', 500),
            readOnly(instant('UpdatedDate')),
            text('ReleaseStatus', 10),
          ],
        ),
      ],
      complexTypes: [],
      entitySets: [entitySet('ServiceCollection', 'Service')],
      functionImports: [],
    },
    sets: { ServiceCollection: { rows: () => rows } },
    functions: {},
  };
}
