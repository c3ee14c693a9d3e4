/** From the sandbox to a customer's system: on its connection an administrator sees which fields the example flows would miss there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

/** What an older edition without customer fields would say, cut down to one type. */
const OLD = `<?xml version="1.0"?>
<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx" xmlns:sap="http://www.sap.com/Protocols/SAPData">
<edmx:DataServices><Schema Namespace="API_SALES_ORDER_SRV" xmlns="http://schemas.microsoft.com/ado/2008/09/edm">
<EntityType Name="A_SalesOrderType"><Key><PropertyRef Name="SalesOrder"/></Key>
<Property Name="SalesOrder" Type="Edm.String" Nullable="false" MaxLength="10"/>
<Property Name="PurchaseOrderByCustomer" Type="Edm.String" MaxLength="20" sap:updatable="false"/>
<Property Name="YY1_Region_SDH" Type="Edm.String" MaxLength="4"/></EntityType>
</Schema></edmx:DataServices></edmx:Edmx>`;

test('API-116: the sandbox fits; an older system does not, and each field says what follows', async () => {
  const { page, go, hear, allow } = await house.openPage();
  await go('/connections');
  await page.getByRole('row', { name: /^sap / }).getByRole('button').first().click();
  const drawer = page.getByRole('dialog');
  const part = drawer.getByRole('region', { name: 'Does it fit the example flows?' });
  await part.getByRole('button', { name: 'Read and compare' }).click();
  await part
    .getByRole('status')
    .filter({ hasText: 'Fits' })
    .getByText('API_SALES_ORDER_SRV of the system: 0 that stop flows, 0 that limit them')
    .waitFor();

  await part.getByLabel('Service').selectOption('API_PRODUCTION_ORDER_2_SRV');
  await part.getByText('API_PRODUCTION_ORDER_2_SRV of the system: 0 that stop flows, 0 that limit them').waitFor();
  // The flows that go through the connection are named, to be started.
  await expect.poll(() => part.getByRole('link').count()).toBeGreaterThan(3);
  // Nothing that flows write is sent from here on.
  await part.getByRole('button', { name: 'Withhold writes' }).press('Enter');
  await part.getByText('Writes are withheld', { exact: true }).waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'field-comparison-dry-run');
  const limits = async () => (await house.api.get<{ limits: object }>('/api/environments/development/connections/sap')).limits;
  expect(await limits()).toMatchObject({ withholdWrites: true });
  await part.getByRole('button', { name: 'Send writes again' }).click();
  await part.getByText('Writes are sent', { exact: true }).waitFor();
  expect(await limits()).toMatchObject({ withholdWrites: false });

  const give = (text: string) =>
    page
      .locator('input[type="file"]')
      .first()
      .setInputFiles({ name: 'metadata.xml', mimeType: 'text/xml', buffer: Buffer.from(text) });
  await give(OLD);
  await part.getByRole('status').filter({ hasText: 'Does not fit' }).waitFor();
  await part.getByRole('row', { name: /^A_SalesOrderItemType missing/ }).waitFor();
  await part.getByRole('row', { name: /YY1_CRMRevision_SDH .*missing .*Custom Fields/ }).waitFor();
  await part.getByRole('row', { name: /PurchaseOrderByCustomer .*cannot be changed/ }).waitFor();
  await part.getByText('1 field more that flows can use').click();
  await part.locator('details').getByText('YY1_Region_SDH').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'field-comparison');

  // The customer has the revision in a field of another name.
  await part.getByLabel('Use instead of YY1_CRMRevision_SDH').selectOption('YY1_Region_SDH');
  await part.getByRole('button', { name: 'Use these fields and compare again' }).click();
  const mapped = part.getByRole('table', { name: 'Fields under other names' });
  await mapped.getByText('A_SalesOrderType/YY1_CRMRevision_SDH').waitFor();
  await part.getByRole('row', { name: /YY1_CRMRevision_SDH .*missing/ }).waitFor({ state: 'detached' });
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'field-comparison-mapped');
  const stored = await house.api.get<{ settings: { fieldNames?: object } }>('/api/environments/development/connections/sap');
  expect(stored.settings.fieldNames).toEqual({ 'A_SalesOrderType/YY1_CRMRevision_SDH': 'YY1_Region_SDH' });
  await mapped.getByRole('button', { name: 'Take A_SalesOrderType/YY1_CRMRevision_SDH by its own name again' }).click();
  await part.getByRole('row', { name: /YY1_CRMRevision_SDH .*missing/ }).waitFor();
  await mapped.waitFor({ state: 'detached' });

  allow(/400/);
  await give('<html>Log on</html>');
  await part.getByText(/as the file: .*\$metadata/).waitFor();
  expect(hear()).toEqual([]);
});

test('API-116: the objects of the CRM are compared by describe, and none is given another name', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/connections');
  await page.getByRole('row', { name: /^crm / }).getByRole('button').first().click();
  const part = page.getByRole('dialog').getByRole('region', { name: 'Does it fit the example flows?' });
  await part.getByRole('button', { name: 'Read and compare' }).click();
  await part.getByText('sobjects of the system: 0 that stop flows, 0 that limit them').waitFor();
  await expect.poll(() => part.getByText('Use instead').count()).toBe(0);
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(hear()).toEqual([]);
});
