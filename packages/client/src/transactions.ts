import { type AddNoteReply, type AddNoteRequest, addNoteOperation } from '@qf/protocol';
import { type CallOutcome, callOperation } from './call-operation.ts';
import type { CallOptions } from './client-options.ts';
import { type CallContext, runCall, subjectOf } from './run-call.ts';
import { TransactionList, type TransactionQuery } from './transaction-list.ts';

/** What the gateway has on its books. */
export class Transactions {
  readonly #context: CallContext;

  constructor(context: CallContext) {
    this.#context = context;
  }

  /**
   * Every payment, refund and cancellation of a time range, oldest month first. Pages are asked for
   * as they are needed, each of them a call with its own limits; nothing is asked before the first
   * row is wanted, or after the last one.
   *
   * @throws QFPayError while iterating
   * @example
   * for await (const row of qf.transactions.list({ start_time, end_time })) book(row);
   */
  list(query: TransactionQuery, options?: CallOptions): TransactionList {
    return new TransactionList(this.#context, query, options);
  }

  /**
   * Attaches a remark to a transaction, shown in QFPay's portal.
   *
   * @throws QFPayError when nothing was done
   */
  addNote(request: AddNoteRequest, options?: CallOptions): Promise<CallOutcome<AddNoteReply>> {
    const subject = subjectOf('transactions.addNote', request);
    return runCall(this.#context, subject, options, (session) =>
      callOperation(addNoteOperation, request, session),
    );
  }
}
