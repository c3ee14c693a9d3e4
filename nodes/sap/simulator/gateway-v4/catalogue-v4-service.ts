/** The catalogue of V4: groups, below each the system that runs it, below that its services. */

import { entitySet, entityType, text } from '../gateway/model.ts';
import type { ODataService } from '../gateway/service.ts';

export function catalogueV4Service(services: readonly ODataService[]): ODataService {
  const rows = services.map(({ path, title }) => {
    const [group = '', repository = '', , service = '', version = ''] = path.split('/').slice(5);
    return {
      GroupId: group.toUpperCase(),
      RepositoryId: repository.toUpperCase(),
      ServiceId: service.toUpperCase(),
      ServiceVersion: version,
      ServiceAlias: '',
      Description: title,
      ServiceUrl: `${path}/`,
      SystemAlias: 'LOCAL',
    };
  });
  const groups = [...new Map(rows.map((row) => [row.GroupId, row])).values()];
  return {
    path: '/sap/opu/odata4/iwfnd/config/default/iwfnd/catalog/0002',
    protocol: 'v4',
    id: 'CATALOG',
    version: '0002',
    title: 'Catalog Service (OData V4)',
    component: 'OPU-BSE-SDE',
    model: {
      namespace: 'com.sap.gateway.iwfnd.catalog.v0002',
      entityTypes: [
        entityType(
          'ServiceGroup',
          [text('GroupId', 40)],
          [text('Description', 255)],
          [{ name: 'DefaultSystem', target: 'System', many: false, on: [['GroupId', 'GroupId']] }],
        ),
        entityType(
          'System',
          [text('SystemAlias', 16)],
          [text('Description', 255)],
          [{ name: 'Services', target: 'Service', many: true, on: [['GroupId', 'GroupId']] }],
        ),
        entityType(
          'Service',
          [text('RepositoryId', 10), text('ServiceId', 40), text('ServiceVersion', 4)],
          [text('ServiceAlias', 40), text('Description', 255), text('ServiceUrl', 500)],
        ),
      ],
      complexTypes: [],
      entitySets: [entitySet('ServiceGroups', 'ServiceGroup'), entitySet('Systems', 'System'), entitySet('Services', 'Service')],
      functionImports: [],
    },
    sets: { ServiceGroups: { rows: () => groups }, Systems: { rows: () => groups }, Services: { rows: () => rows } },
    functions: {},
  };
}
