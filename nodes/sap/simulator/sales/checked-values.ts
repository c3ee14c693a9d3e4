/** Values from outside that must fit the master data. */

import { padDecimal } from '#flows/library/decimal.ts';
import type { Customer, Landscape, Material, MaterialUnit } from '../../../sandbox/landscape-model.ts';
import type { Row } from '../gateway/service.ts';
import { refusals } from './messages.ts';
import { findMaterial, findUnit, stepOf, thousandths } from './units.ts';

export function requireCustomer(landscape: Landscape, number: string): Customer {
  const customer = landscape.customers.find((one) => one.number === number);
  if (customer === undefined) throw refusals.customerUnknown(number);
  return customer;
}

/** The material, if it is kept in the plant. */
export function requireMaterial(landscape: Landscape, number: string, plant: string): Material {
  if (number === '') throw refusals.materialMissing();
  const material = findMaterial(landscape, number);
  if (material === undefined || !material.plants.some((one) => one.plant === plant)) throw refusals.materialUnknown(number, plant);
  return material;
}

/** The unit may come in any of its three codes; the one that was sent decides. */
export function checkedUnit(material: Material, given: Row, otherwise: string): MaterialUnit {
  const sent = ['RequestedQuantityUnit', 'RequestedQuantitySAPUnit', 'RequestedQuantityISOUnit']
    .map((name) => given[name])
    .find((value): value is string => typeof value === 'string' && value !== '');
  const wanted = sent ?? otherwise;
  const unit = findUnit(material, wanted);
  if (unit === undefined) throw refusals.unitUnknown(wanted, material.material);
  return unit;
}

export function checkedQuantity(quantity: string, unit: MaterialUnit, target = 'RequestedQuantity'): string {
  const value = thousandths(quantity);
  if (value <= 0) throw refusals.quantityNotPositive(target);
  if (value % stepOf(unit) !== 0) throw refusals.quantityNotWhole(quantity, unit.unit, target);
  return padDecimal(quantity, 3);
}
