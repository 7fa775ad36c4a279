import type { ComponentChildren, VNode } from 'preact';
import type { Transaction } from '../engine.ts';
import { moment } from './moment.ts';
import { money } from './money.ts';
import { codeWords, isOpen, walletName } from './state-words.ts';

/** What the facts are taken from. */
export interface FactsProps {
  readonly transaction: Transaction;
  /** The payment itself, or the one a refund belongs to. */
  readonly payment: Transaction;
  readonly merchant: string;
}

/** Everything a row holds, under the gateway's names where it has one. */
export function Facts({ transaction, payment, merchant }: FactsProps): VNode {
  const { goods_name, return_url, failed_url, notify_url, chnlsn, cardcd, note } = transaction;
  return (
    <dl class="facts table">
      <Fact name="syssn" code>
        {transaction.syssn}
      </Fact>
      <Fact name="out_trade_no" code>
        {transaction.out_trade_no}
      </Fact>
      {transaction.kind === 'refund' ? (
        <Fact name="Refund of" code>
          <a href={`/_sandbox/transactions/${payment.syssn}`}>{payment.out_trade_no}</a>
        </Fact>
      ) : null}
      <Fact name="Store">
        {merchant} <span class="code quiet-text">{transaction.app_code}</span>
      </Fact>
      <Fact name="pay_type">
        {transaction.pay_type} {walletName(transaction.pay_type)}
      </Fact>
      <Fact name="txamt">
        {transaction.txamt} {transaction.txcurrcd} minor units
      </Fact>
      <Fact name="Query says">{codeWords(transaction.respcd)}</Fact>
      <Fact name="Refunded">{refunded(transaction)}</Fact>
      <Fact name="txdtm">{transaction.txdtm}</Fact>
      <Fact name="sysdtm">{transaction.sysdtm}</Fact>
      <Fact name="paydtm">{transaction.paydtm}</Fact>
      <Fact name="Expires">{isOpen(transaction) ? moment(transaction.expires_at) : undefined}</Fact>
      <Fact name="goods_name">{goods_name}</Fact>
      <Fact name="chnlsn">{chnlsn}</Fact>
      <Fact name="cardcd">{cardcd}</Fact>
      <Fact name="Note">{note}</Fact>
      <Fact name="notify_url" code>
        {notify_url}
      </Fact>
      <Fact name="return_url" code>
        {return_url}
      </Fact>
      <Fact name="failed_url" code>
        {failed_url}
      </Fact>
      {isOpen(transaction) ? (
        <Fact name="Pages">
          <a href={`/pay/${transaction.token}`}>Checkout</a>{' '}
          <a href={`/w/${transaction.token}`}>Wallet</a>
        </Fact>
      ) : null}
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly code?: boolean;
  readonly children: ComponentChildren;
}

function Fact({ name, code = false, children }: FactProps): VNode | null {
  if (children === undefined) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd class={code ? 'code' : undefined}>{children}</dd>
    </>
  );
}

function refunded({ refunded, txcurrcd }: Transaction): string | undefined {
  return refunded === 0 ? undefined : money(refunded, txcurrcd);
}
