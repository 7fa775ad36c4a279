import type { VNode } from 'preact';
import type { Payment } from '../engine.ts';
import { BackToShop } from './back-to-shop.tsx';
import { Layout } from './layout.tsx';
import { money } from './money.ts';
import { ReasonChoice } from './reason-choice.tsx';
import { standingWords } from './standing-words.ts';
import { isOpen, walletName } from './state-words.ts';

/** What the phone shows. */
export interface WalletProps {
  readonly payment: Payment;
  readonly merchant: string;
}

/** The customer's phone: approve or decline while the order is open, the result afterwards. */
export function Wallet({ payment, merchant }: WalletProps): VNode {
  const { token, state, txamt, txcurrcd, goods_name, out_trade_no } = payment;
  const name = walletName(payment.pay_type);
  const watch = { url: `/pay/${token}/state`, version: state };
  return (
    <Layout title={`${name} wallet`} kind="wallet" watch={watch}>
      <main class="phone">
        <header class="app-bar">{name}</header>
        <div class="screen">
          <p class="merchant">{merchant}</p>
          <h1 class="amount">{money(txamt, txcurrcd)}</h1>
          <dl class="facts">
            <dt>For</dt>
            <dd>{goods_name ?? 'Your order'}</dd>
            <dt>Order</dt>
            <dd class="code">{out_trade_no}</dd>
          </dl>
          <div id="answer" aria-live="polite" data-live>
            {isOpen(payment) ? <Question payment={payment} /> : <Outcome payment={payment} />}
          </div>
        </div>
      </main>
    </Layout>
  );
}

function Question({ payment }: { payment: Payment }): VNode {
  const { token, txamt, txcurrcd } = payment;
  return (
    <>
      <form method="post" action={`/w/${token}/approve`}>
        <button id="approve" class="button wide" type="submit">
          Approve {money(txamt, txcurrcd)}
        </button>
      </form>
      <details id="decline-form" class="decline">
        <summary>Decline…</summary>
        <form method="post" action={`/w/${token}/decline`}>
          <ReasonChoice id="reason" />
          <button id="decline" class="button wide plain" type="submit">
            Decline
          </button>
        </form>
      </details>
    </>
  );
}

function Outcome({ payment }: { payment: Payment }): VNode {
  const { headline, detail, tone } = standingWords(payment);
  return (
    <>
      <p class={`seal ${tone}`} aria-hidden="true">
        {tone === 'good' ? '✓' : '×'}
      </p>
      <p class="status">
        <strong class={`headline ${tone}`}>{headline}</strong> <span>{detail}</span>
      </p>
      <BackToShop payment={payment} />
    </>
  );
}
