import type { JsonObject } from '#flows/json.ts';
import { compareDecimals } from '#flows/library/decimal.ts';
import type { StepNode } from '../../node.ts';
import { openSapService, type SapExchange, type SapService } from '../client.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { type GetStockConfig, getStockManifest } from './manifest.ts';
import { type StockRow, sumFree, toStockRow } from './stock-rows.ts';

export const STOCK_SERVICE = 'API_MATERIAL_STOCK_SRV';

export const sapGetStock: StepNode = {
  manifest: getStockManifest,
  async execute(step) {
    const { items, maxRows } = step.config as GetStockConfig;
    const service = openSapService(step.connection, STOCK_SERVICE);
    const answers = await Promise.all(
      items.map(({ material, plant }) =>
        step.read('read-stock', { material, plant: plant ?? null }, (exchange) =>
          readStock(service, material, plant ?? undefined, exchange, maxRows),
        ),
      ),
    );
    const rows = answers.flat().filter(({ quantity }) => compareDecimals(quantity, '0') !== 0);
    const stock = { asOf: step.startedAt, source: 'sap', rows: rows.map(({ isOwned: _owned, ...row }) => row) };
    return { kind: 'done', port: 'out', output: { stock, free: sumFree(rows) } };
  },
};

async function readStock(
  service: SapService,
  material: string,
  plant: string | undefined,
  exchange: SapExchange,
  maxRows: number,
): Promise<readonly StockRow[]> {
  const conditions = [
    `Material eq ${formatODataLiteral(material)}`,
    ...(plant === undefined ? [] : [`Plant eq ${formatODataLiteral(plant)}`]),
  ];
  const rows = await service.getAll(`A_MatlStkInAcctMod?$filter=${encodeURIComponent(conditions.join(' and '))}`, exchange, maxRows);
  return rows.map((row) => toStockRow(row as JsonObject));
}
