import type { ComponentChildren, VNode } from 'preact';
import { type Call, TRANSITIONS, type Transaction } from '../engine.ts';
import { ReasonChoice } from './reason-choice.tsx';

/** The buttons for what this transaction's state allows. They post to the control API. */
export function Actions({ transaction }: { transaction: Transaction }): VNode | null {
  const actions =
    transaction.kind === 'refund' ? refundActions(transaction) : payActions(transaction);
  if (actions.length === 0) return null;
  return (
    <>
      <div class="actions">{actions}</div>
      <noscript>
        <p class="hint">These buttons need scripts; the wallet page works without.</p>
      </noscript>
    </>
  );
}

function payActions({ syssn, state }: Extract<Transaction, { kind: 'payment' }>): VNode[] {
  const allows = (call: Call) => 'to' in TRANSITIONS[state][call];
  return [
    allows('approve') ? (
      <Action key="approve" syssn={syssn} call="approve" done="Approved.">
        <button id="do-approve" class="button" type="submit">
          Approve
        </button>
      </Action>
    ) : null,
    allows('decline') ? (
      <Action key="decline" syssn={syssn} call="decline" done="Declined.">
        <ReasonChoice id="do-reason" />
        <button id="do-decline" class="button plain" type="submit">
          Decline
        </button>
      </Action>
    ) : null,
    allows('expire') ? (
      <Action key="expire" syssn={syssn} call="expire" done="Expired.">
        <button id="do-expire" class="button plain" type="submit">
          Expire
        </button>
      </Action>
    ) : null,
  ].filter((action) => action !== null);
}

function refundActions({ syssn, state }: Extract<Transaction, { kind: 'refund' }>): VNode[] {
  if (state !== 'pending') return [];
  return [
    <Action key="complete" syssn={syssn} call="complete-refund" done="The refund is done.">
      <button id="do-complete" class="button" type="submit">
        Complete the refund
      </button>
    </Action>,
    <Action key="fail" syssn={syssn} call="fail-refund" done="The refund has failed.">
      <button id="do-fail" class="button plain" type="submit">
        Let it fail
      </button>
    </Action>,
  ];
}

interface ActionProps {
  readonly syssn: string;
  readonly call: string;
  /** What is said afterwards. */
  readonly done: string;
  readonly children: ComponentChildren;
}

function Action({ syssn, call, done, children }: ActionProps): VNode {
  return (
    <form
      class="action"
      method="post"
      action={`/_sandbox/api/v1/transactions/${syssn}/${call}`}
      data-json="{}"
      data-done={done}
    >
      {children}
    </form>
  );
}
