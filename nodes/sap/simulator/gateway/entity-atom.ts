/** Entities as Atom XML: what a client gets that forgets to ask for JSON. */
import { entityUri } from './entity-json.ts';
import type { EntityNode } from './entity-node.ts';
import { insideName, toXmlText } from './property-value.ts';
import type { ODataService } from './service.ts';

const NAMESPACES =
  'xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices"';
const RELATED = 'http://schemas.microsoft.com/ado/2007/08/dataservices/related';

export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export function atomEntry(service: ODataService, root: string, node: EntityNode): string {
  return `<?xml version="1.0" encoding="utf-8"?>${entry(service, root, node, ` ${NAMESPACES} xml:base="${escapeXml(root)}/"`)}`;
}

export interface FeedFacts {
  readonly id: string;
  readonly updated: string;
  readonly count?: number;
  readonly next?: string;
}

export function atomFeed(
  service: ODataService,
  root: string,
  nodes: readonly EntityNode[],
  { id, updated, count, next }: FeedFacts,
): string {
  return [
    `<?xml version="1.0" encoding="utf-8"?><feed ${NAMESPACES} xml:base="${escapeXml(root)}/">`,
    `<id>${escapeXml(id)}</id><title type="text">${nodes[0]?.set ?? ''}</title><updated>${updated}</updated>`,
    count === undefined ? '' : `<m:count>${count}</m:count>`,
    ...nodes.map((node) => entry(service, root, node, '')),
    next === undefined ? '' : `<link rel="next" href="${escapeXml(next)}"/>`,
    '</feed>',
  ].join('');
}

function entry(service: ODataService, root: string, node: EntityNode, attributes: string): string {
  const uri = entityUri(root, node.set, node.type, node.row);
  const etag = node.etag === undefined ? '' : ` m:etag="${escapeXml(node.etag)}"`;
  return [
    `<entry${attributes}${etag}><id>${escapeXml(uri)}</id>`,
    `<category term="${service.model.namespace}.${node.type.name}" scheme="http://schemas.microsoft.com/ado/2007/08/dataservices/scheme"/>`,
    ...node.navigations.map(({ name, many, nodes }) => {
      const link = `<link href="${escapeXml(`${uri}/${name}`)}" rel="${RELATED}/${name}" type="application/atom+xml;type=${many ? 'feed' : 'entry'}" title="${name}"`;
      if (nodes === undefined) return `${link}/>`;
      const inner = nodes.map((one) => entry(service, root, one, '')).join('');
      return `${link}><m:inline>${many ? `<feed>${inner}</feed>` : inner}</m:inline></link>`;
    }),
    '<content type="application/xml"><m:properties>',
    ...node.properties.map((property) => {
      const text = toXmlText(property, node.row[insideName(property)]);
      return text === null ? `<d:${property.name} m:null="true"/>` : `<d:${property.name}>${escapeXml(text)}</d:${property.name}>`;
    }),
    '</m:properties></content></entry>',
  ].join('');
}
