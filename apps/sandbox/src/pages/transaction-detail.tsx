import type { VNode } from 'preact';
import type { JournalEvent, QueuedNotification, Transaction } from '../engine.ts';
import { Actions } from './actions.tsx';
import { DashboardFrame } from './dashboard-frame.tsx';
import { Facts } from './facts.tsx';
import { money } from './money.ts';
import { Notifications } from './notifications.tsx';
import { StateBadge } from './state-badge.tsx';
import { Timeline } from './timeline.tsx';

/** What the detail page shows. */
export interface TransactionDetailProps {
  readonly transaction: Transaction;
  /** The payment itself, or the one a refund belongs to. */
  readonly payment: Transaction;
  readonly merchant: string;
  readonly refunds: readonly Transaction[];
  readonly notifications: readonly QueuedNotification[];
  readonly timeline: readonly JournalEvent[];
  readonly version: string;
}

/** One transaction with everything that happened to it. */
export function TransactionDetail(props: TransactionDetailProps): VNode {
  const { transaction, refunds, notifications, timeline, version } = props;
  const { kind, out_trade_no, txcurrcd } = transaction;
  const what = kind === 'refund' ? 'Refund' : 'Payment';
  return (
    <DashboardFrame title={`${what} ${out_trade_no}`} place="transactions" version={version}>
      <h1>
        {what} <span class="code">{out_trade_no}</span>
      </h1>
      <div id="head" class="head" data-live>
        <span class="amount">{money(transaction.txamt, txcurrcd)}</span>
        <StateBadge transaction={transaction} />
      </div>
      <p id="notice" class="notice" role="status" />
      <div id="actions" data-live>
        <Actions transaction={transaction} />
      </div>
      <div class="two">
        <section aria-labelledby="facts-title">
          <h2 id="facts-title">Facts</h2>
          <div id="facts" data-live>
            <Facts {...props} />
          </div>
          {kind === 'payment' ? (
            <div id="refunds" data-live>
              <Refunds refunds={refunds} />
            </div>
          ) : null}
        </section>
        <section aria-labelledby="timeline-title">
          <h2 id="timeline-title">Timeline</h2>
          <div id="timeline" class="card" data-live>
            <Timeline events={timeline} currency={txcurrcd} />
          </div>
        </section>
      </div>
      <section aria-labelledby="notifications-title">
        <h2 id="notifications-title">Notifications</h2>
        <div id="notifications" data-live>
          <Notifications notifications={notifications} />
        </div>
      </section>
    </DashboardFrame>
  );
}

function Refunds({ refunds }: { refunds: readonly Transaction[] }): VNode | null {
  if (refunds.length === 0) return null;
  return (
    <>
      <h2>Refunds</h2>
      <ul class="plain-list">
        {refunds.map((refund) => (
          <li key={refund.syssn}>
            <a id={`refund-${refund.syssn}`} href={`/_sandbox/transactions/${refund.syssn}`}>
              {refund.out_trade_no}
            </a>{' '}
            <span class="money">{money(refund.txamt, refund.txcurrcd)}</span>{' '}
            <StateBadge transaction={refund} />
          </li>
        ))}
      </ul>
    </>
  );
}
