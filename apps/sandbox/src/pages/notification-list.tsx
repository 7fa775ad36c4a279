import type { VNode } from 'preact';
import { nextAttemptDue, type QueuedNotification } from '../engine.ts';
import { DashboardFrame } from './dashboard-frame.tsx';
import { moment } from './moment.ts';
import { notificationWords } from './notification-words.ts';

/** What the list shows. */
export interface NotificationListProps {
  /** Oldest first. */
  readonly notifications: readonly QueuedNotification[];
  readonly version: string;
}

/** More rows than anybody reads would make every refresh slow. */
const MOST_ROWS = 200;

/** What all shops were told, newest first. */
export function NotificationList({ notifications, version }: NotificationListProps): VNode {
  return (
    <DashboardFrame title="Notifications" place="notifications" version={version}>
      <h1>Notifications</h1>
      <div id="rows" data-live>
        {notifications.length === 0 ? (
          <Empty />
        ) : (
          <Rows rows={notifications.slice(-MOST_ROWS).reverse()} total={notifications.length} />
        )}
      </div>
    </DashboardFrame>
  );
}

function Rows({ rows, total }: { rows: readonly QueuedNotification[]; total: number }): VNode {
  return (
    <>
      <div class="scroll">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Order</th>
              <th scope="col">About</th>
              <th scope="col">State</th>
              <th scope="col">Deliveries</th>
              <th scope="col">Queued (UTC+8)</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {total > rows.length ? (
        <p class="hint">
          The newest {rows.length} of {total}. The others are on the pages of their transactions.
        </p>
      ) : null}
    </>
  );
}

function Row({ row }: { row: QueuedNotification }): VNode {
  const { id, syssn, out_trade_no, attempts, queued_at } = row;
  const { about, words, tone } = notificationWords(row);
  const due = nextAttemptDue(row);
  return (
    <tr>
      <td>
        <a id={`row-${id}`} href={`/_sandbox/transactions/${syssn}#${id}`} class="number">
          {out_trade_no}
        </a>
        <span class="code quiet-text">{id}</span>
      </td>
      <td>{about}</td>
      <td>
        <span class={`badge ${tone}`}>{words}</span>
      </td>
      <td>
        {`${attempts.length} ${attempts.length === 1 ? 'delivery' : 'deliveries'}`}
        {due === undefined ? null : <span class="quiet-text">, next {moment(due)}</span>}
      </td>
      <td class="time">{moment(queued_at)}</td>
    </tr>
  );
}

function Empty(): VNode {
  return (
    <div class="empty">
      <h2>No notification yet</h2>
      <p>
        A shop is told when a customer has paid and when a refund is done, at the{' '}
        <code>notify_url</code> of its request or at <code>--notify-url</code>. Every delivery, its
        answer and the next attempt appear here by themselves.
      </p>
    </div>
  );
}
