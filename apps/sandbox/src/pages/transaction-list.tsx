import type { VNode } from 'preact';
import type { Transaction } from '../engine.ts';
import { DashboardFrame } from './dashboard-frame.tsx';
import { moment } from './moment.ts';
import { money } from './money.ts';
import { contains } from './row-search.ts';
import { StateBadge } from './state-badge.tsx';
import { walletName } from './state-words.ts';

/** What the list shows. */
export interface TransactionListProps {
  /** Oldest first. */
  readonly transactions: readonly Transaction[];
  /** What the visitor looks for; empty for everything. */
  readonly asked: string;
  readonly version: string;
  readonly gatewayUrl: string;
}

/** More rows than anybody reads would make every refresh slow. */
const MOST_ROWS = 200;

/** All transactions, newest first. */
export function TransactionList(props: TransactionListProps): VNode {
  const { transactions, asked, version } = props;
  const found = transactions.filter((row) => contains(row, asked)).reverse();
  return (
    <DashboardFrame title="Transactions" place="transactions" version={version}>
      <h1>Transactions</h1>
      <form class="filter" method="get" action="/_sandbox/">
        <label for="q" class="unseen">
          Find
        </label>
        <input id="q" name="q" type="search" value={asked} placeholder="Number, amount, state…" />
        <button class="button plain" type="submit">
          Find
        </button>
        {asked === '' ? null : <a href="/_sandbox/">Show all</a>}
      </form>
      <div id="rows" data-live>
        {transactions.length === 0 ? <Empty {...props} /> : <Rows rows={found} asked={asked} />}
      </div>
    </DashboardFrame>
  );
}

function Rows({ rows, asked }: { rows: readonly Transaction[]; asked: string }): VNode {
  if (rows.length === 0) return <p class="empty">No transaction contains “{asked}”.</p>;
  return (
    <>
      <div class="scroll">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Order</th>
              <th scope="col">Amount</th>
              <th scope="col">State</th>
              <th scope="col">Pay type</th>
              <th scope="col">Time (UTC+8)</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((row) => (
              <Row key={row.syssn} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST_ROWS ? (
        <p class="hint">
          The newest {MOST_ROWS} of {rows.length}. Find the others by their number.
        </p>
      ) : null}
    </>
  );
}

function Row({ row }: { row: Transaction }): VNode {
  return (
    <tr>
      <td>
        <a id={`row-${row.syssn}`} href={`/_sandbox/transactions/${row.syssn}`} class="number">
          {row.out_trade_no}
        </a>
        <span class="code quiet-text">
          {row.kind === 'refund' ? 'Refund ' : ''}
          {row.syssn}
        </span>
      </td>
      <td class="money">
        {row.kind === 'refund' ? '−' : ''}
        {money(row.txamt, row.txcurrcd)}
      </td>
      <td>
        <StateBadge transaction={row} />
      </td>
      <td>
        {walletName(row.pay_type)} <span class="code quiet-text">{row.pay_type}</span>
      </td>
      <td class="time">{moment(row.created_at)}</td>
    </tr>
  );
}

function Empty({ gatewayUrl }: TransactionListProps): VNode {
  return (
    <div class="empty">
      <h2>No transaction yet</h2>
      <p>
        Put something in the basket of the demo shop and pay, or send your own program’s requests to{' '}
        <code>{gatewayUrl}</code>. What arrives appears here by itself.
      </p>
    </div>
  );
}
