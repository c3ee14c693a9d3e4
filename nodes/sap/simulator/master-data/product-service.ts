/** API_PRODUCT_SRV: materials with plants, descriptions and the factors of their units. Read only. */
import type { Material } from '../../../sandbox/landscape-model.ts';
import { code, date, decimal, entitySet, entityType, flag, text, toMany } from '../gateway/model.ts';
import type { ODataService, Row } from '../gateway/service.ts';
import type { SapData } from '../sap-data.ts';

const PRODUCT = code('Product', 40, 18);

export const productService: ODataService = {
  path: '/sap/opu/odata/sap/API_PRODUCT_SRV',
  id: 'API_PRODUCT_SRV',
  version: '0001',
  title: 'Product (A2X)',
  component: 'LO-MD-MM',
  model: {
    namespace: 'API_PRODUCT_SRV',
    entityTypes: [
      entityType(
        'A_ProductType',
        [PRODUCT],
        [
          text('ProductType', 4),
          text('BaseUnit', 3),
          text('ProductGroup', 9),
          flag('IsMarkedForDeletion'),
          date('CreationDate'),
          date('LastChangeDate'),
        ],
        [
          toMany('to_Plant', 'A_ProductPlantType', ['Product']),
          toMany('to_Description', 'A_ProductDescriptionType', ['Product']),
          toMany('to_ProductUnitsOfMeasure', 'A_ProductUnitsOfMeasureType', ['Product']),
        ],
      ),
      entityType(
        'A_ProductPlantType',
        [PRODUCT, text('Plant', 4)],
        [
          text('ProcurementType', 1),
          text('MRPType', 2),
          text('AvailabilityCheckType', 2),
          text('BaseUnit', 3),
          text('ProductionInvtryManagedLoc', 4),
          decimal('TotalReplenishmentLeadTime', 3, 0),
        ],
      ),
      entityType('A_ProductDescriptionType', [PRODUCT, text('Language', 2)], [text('ProductDescription', 40)]),
      entityType(
        'A_ProductUnitsOfMeasureType',
        [PRODUCT, text('AlternativeUnit', 3)],
        [
          decimal('QuantityNumerator', 5, 0),
          decimal('QuantityDenominator', 5, 0),
          text('BaseUnit', 3),
          text('AlternativeSAPUnit', 3),
          text('AlternativeISOUnit', 3),
        ],
      ),
    ],
    complexTypes: [],
    entitySets: [
      entitySet('A_Product', 'A_ProductType'),
      entitySet('A_ProductPlant', 'A_ProductPlantType'),
      entitySet('A_ProductDescription', 'A_ProductDescriptionType'),
      entitySet('A_ProductUnitsOfMeasure', 'A_ProductUnitsOfMeasureType'),
    ],
    functionImports: [],
  },
  sets: {
    A_Product: {
      rows: (data, where) =>
        materialsWhere(data, where).map((material) => ({
          Product: material.material,
          ProductType: material.type,
          BaseUnit: material.baseUnit,
          ProductGroup: material.setUpGroup ?? 'RAW',
          IsMarkedForDeletion: false,
          CreationDate: '2024-02-01',
          LastChangeDate: data.landscape.today,
        })),
    },
    A_ProductPlant: { rows: (data, where) => materialsWhere(data, where).flatMap((material) => plantRows(data, material)) },
    A_ProductDescription: {
      rows: (data, where) =>
        materialsWhere(data, where).map((material) => ({
          Product: material.material,
          Language: 'EN',
          ProductDescription: material.description,
        })),
    },
    A_ProductUnitsOfMeasure: {
      rows: (data, where) =>
        materialsWhere(data, where).flatMap((material) =>
          material.salesUnits.map((unit) => ({
            Product: material.material,
            AlternativeUnit: unit.unit,
            QuantityNumerator: String(unit.numerator),
            QuantityDenominator: String(unit.denominator),
            BaseUnit: material.baseUnit,
            AlternativeSAPUnit: unit.sapUnit,
            AlternativeISOUnit: unit.isoUnit,
          })),
        ),
    },
  },
  functions: {},
};

function materialsWhere({ landscape }: SapData, where: Row): readonly Material[] {
  return landscape.materials.filter((material) => where['Product'] === undefined || where['Product'] === material.material);
}

function plantRows({ landscape }: SapData, material: Material): readonly Row[] {
  return material.plants.map(({ plant, procurement, replenishmentDays }) => ({
    Product: material.material,
    Plant: plant,
    ProcurementType: procurement,
    MRPType: 'PD',
    AvailabilityCheckType: '02',
    BaseUnit: material.baseUnit,
    ProductionInvtryManagedLoc: landscape.plants.find((one) => one.code === plant)?.storageLocation ?? '',
    TotalReplenishmentLeadTime: String(replenishmentDays),
  }));
}
