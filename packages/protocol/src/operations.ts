import { addNoteOperation } from './operations/add-note.ts';
import { authtradeOperation } from './operations/authtrade.ts';
import { closeOperation } from './operations/close.ts';
import { paymentOperation } from './operations/payment.ts';
import { queryOperation } from './operations/query.ts';
import { refundOperation } from './operations/refund.ts';
import { reversalOperation } from './operations/reversal.ts';
import { unfreezeOperation } from './operations/unfreeze.ts';

/** Every operation by its name. */
export const OPERATIONS = {
  payment: paymentOperation,
  query: queryOperation,
  refund: refundOperation,
  close: closeOperation,
  reversal: reversalOperation,
  add_note: addNoteOperation,
  authtrade: authtradeOperation,
  unfreeze: unfreezeOperation,
} as const;
