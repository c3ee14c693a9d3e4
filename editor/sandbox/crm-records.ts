/** CRM's records as its views show them; field names are CRM's. */
export interface CrmItem {
  readonly Id: string;
  readonly ERP_Item_Number__c: string | null;
  readonly Quantity: number;
  readonly Unit__c: string | null;
  readonly ServiceDate: string | null;
  readonly Promise_Date__c: string | null;
  readonly ERP_Status__c: string | null;
}

export interface CrmOrder {
  readonly Id: string;
  readonly OrderNumber: string;
  readonly Status: string;
  readonly PoNumber: string | null;
  readonly ERP_Order_Number__c: string | null;
  readonly ERP_Status__c: string | null;
  readonly ERP_Message__c: string | null;
  readonly Plant__c: string | null;
  readonly Revision__c: number | null;
  readonly Promise_Date__c: string | null;
  readonly items: readonly CrmItem[];
}

export interface CrmChangeRequest {
  readonly Id: string;
  readonly Name: string;
  readonly ERP_Order_Number__c: string | null;
  readonly Revision__c: number;
  readonly Requested_Date__c: string | null;
  readonly Reason__c: string | null;
  readonly Status__c: string;
  readonly ERP_Message__c: string | null;
  readonly CreatedDate: string;
}
