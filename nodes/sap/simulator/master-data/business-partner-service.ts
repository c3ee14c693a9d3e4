/** API_BUSINESS_PARTNER: business partners and the customers they are. Read only. */
import { code, entitySet, entityType, flag, text, toMany, toOne } from '../gateway/model.ts';
import type { ODataService } from '../gateway/service.ts';

export const businessPartnerService: ODataService = {
  path: '/sap/opu/odata/sap/API_BUSINESS_PARTNER',
  id: 'API_BUSINESS_PARTNER',
  version: '0001',
  title: 'Business Partner (A2X)',
  component: 'LO-MD-BP',
  model: {
    namespace: 'API_BUSINESS_PARTNER',
    entityTypes: [
      entityType(
        'A_BusinessPartnerType',
        [code('BusinessPartner', 10)],
        [
          code('Customer', 10),
          text('BusinessPartnerCategory', 1),
          text('BusinessPartnerFullName', 81),
          text('OrganizationBPName1', 40),
          text('SearchTerm1', 20),
          flag('BusinessPartnerIsBlocked'),
        ],
        [
          toOne('to_Customer', 'A_CustomerType', ['Customer']),
          toMany('to_BusinessPartnerAddress', 'A_BusinessPartnerAddressType', ['BusinessPartner']),
        ],
      ),
      entityType(
        'A_BusinessPartnerAddressType',
        [code('BusinessPartner', 10), code('AddressID', 10)],
        [text('CityName', 40), text('Country', 3), text('Language', 2)],
      ),
      entityType(
        'A_CustomerType',
        [code('Customer', 10)],
        [text('CustomerName', 80), text('DeliveryIsBlocked', 2), text('OrderIsBlockedForCustomer', 2)],
        [toMany('to_CustomerSalesArea', 'A_CustomerSalesAreaType', ['Customer'])],
      ),
      entityType(
        'A_CustomerSalesAreaType',
        [code('Customer', 10), text('SalesOrganization', 4), text('DistributionChannel', 2), text('Division', 2)],
        [text('Currency', 5), text('CustomerABCClassification', 2), text('DeliveryPriority', 2), text('SupplyingPlant', 4)],
      ),
    ],
    complexTypes: [],
    entitySets: [
      entitySet('A_BusinessPartner', 'A_BusinessPartnerType'),
      entitySet('A_BusinessPartnerAddress', 'A_BusinessPartnerAddressType'),
      entitySet('A_Customer', 'A_CustomerType'),
      entitySet('A_CustomerSalesArea', 'A_CustomerSalesAreaType'),
    ],
    functionImports: [],
  },
  sets: {
    A_BusinessPartner: {
      rows: ({ landscape }) =>
        landscape.customers.map((customer) => ({
          BusinessPartner: customer.number,
          Customer: customer.number,
          BusinessPartnerCategory: '2',
          BusinessPartnerFullName: customer.name,
          OrganizationBPName1: customer.name.slice(0, 40),
          SearchTerm1: customer.name.split(' ')[0]!.toUpperCase().slice(0, 20),
          BusinessPartnerIsBlocked: false,
        })),
    },
    A_BusinessPartnerAddress: {
      rows: ({ landscape }) =>
        landscape.customers.map((customer, index) => ({
          BusinessPartner: customer.number,
          AddressID: String(25000 + index).padStart(10, '0'),
          CityName: customer.city,
          Country: customer.country,
          Language: customer.country === 'US' ? 'EN' : 'DE',
        })),
    },
    A_Customer: {
      rows: ({ landscape }) =>
        landscape.customers.map((customer) => ({
          Customer: customer.number,
          CustomerName: customer.name,
          DeliveryIsBlocked: '',
          OrderIsBlockedForCustomer: '',
        })),
    },
    A_CustomerSalesArea: {
      rows: ({ landscape }) =>
        landscape.customers.flatMap((customer) =>
          landscape.plants.map((plant) => ({
            Customer: customer.number,
            SalesOrganization: plant.code,
            DistributionChannel: '10',
            Division: '00',
            Currency: customer.currency,
            CustomerABCClassification: customer.class,
            DeliveryPriority: customer.class === 'A' ? '01' : '02',
            SupplyingPlant: plant.code,
          })),
        ),
    },
  },
  functions: {},
};
