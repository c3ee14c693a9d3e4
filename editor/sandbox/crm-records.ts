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
  readonly Requested_By__c: string | null;
  readonly Requested_By_Email__c: string | null;
  readonly Status__c: string;
  readonly ERP_Message__c: string | null;
  /** JSON: every item as it is now wanted. */
  readonly Items__c: string | null;
  readonly CreatedDate: string;
  readonly LastModifiedDate: string;
}

/** What was promised for one item, as Millrace keeps it in CRM. */
export interface CrmCommitment {
  readonly Id: string;
  readonly ERP_Order_Number__c: string;
  readonly ERP_Item_Number__c: string;
  readonly Revision__c: number | null;
  readonly Requested_Date__c: string | null;
  readonly Committed_Date__c: string | null;
  readonly Goods_Issue_Date__c: string | null;
  readonly Quantity__c: number | null;
  readonly Unit__c: string | null;
  readonly Status__c: string | null;
  readonly Plant__c: string | null;
  readonly Plan_Version__c: string | null;
  readonly Blocking__c: string | null;
  readonly Message__c: string | null;
  readonly LastModifiedDate: string;
}

/** `In_ERP_commitment_pending` → `In ERP commitment pending`. */
export function statusText(status: string): string {
  return status.replaceAll('_', ' ');
}
