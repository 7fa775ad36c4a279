/** Why a customer's payment can come to nothing: the choices of the wallet and the dashboard, likeliest first. */
export const DECLINE_REASONS: ReadonlyMap<string, string> = new Map([
  ['1205', 'Transaction failed'],
  ['2007', 'Customer closed the payment'],
  ['2004', 'Not enough balance'],
  ['1118', 'Forbidden by risk control'],
  ['1204', 'Bank error'],
]);
