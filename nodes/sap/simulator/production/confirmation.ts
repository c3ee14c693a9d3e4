/** What the shop floor said it has made, by the names of API_PROD_ORDER_CONFIRMATION_2_SRV. Never changed, only reversed. */

export type Confirmation = {
  /** One for each operation of an order. */
  readonly ConfirmationGroup: string;
  /** Counts the confirmations of that operation from 1. */
  readonly ConfirmationCount: string;
  readonly OrderID: string;
  readonly Sequence: string;
  readonly OrderOperation: string;
  readonly OrderType: string;
  readonly ConfirmationText: string;
  readonly Material: string;
  readonly Plant: string;
  readonly WorkCenter: string;
  readonly ConfirmationUnit: string;
  readonly ConfirmationYieldQuantity: string;
  readonly ConfirmationScrapQuantity: string;
  readonly VarianceReasonCode: string;
  readonly IsFinalConfirmation: boolean;
  /** `X` final, empty partial. */
  readonly FinalConfirmationType: string;
  readonly APIConfHasNoGoodsMovements: boolean;
  readonly IsReversed: boolean;
  readonly IsReversal: boolean;
  readonly PostingDate: string;
  readonly ConfirmationEntryDate: string;
  readonly ConfirmationEntryTime: string;
  readonly EnteredByUser: string;
  /** The sender's own key; all zeros where there is none. */
  readonly ExternalSystemConfirmation: string;
  /** Inside only. Goods received with it; empty where nothing moved. */
  readonly materialDocument: string;
  /** Inside only. */
  readonly receivedQuantity: string;
};

export const NO_EXTERNAL_KEY = '00000000-0000-0000-0000-000000000000';

export const confirmationKey = ({ ConfirmationGroup, ConfirmationCount }: Confirmation): string =>
  `${ConfirmationGroup}/${ConfirmationCount}`;
