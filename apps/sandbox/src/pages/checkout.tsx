import type { VNode } from 'preact';
import type { Payment } from '../engine.ts';
import { BackToShop } from './back-to-shop.tsx';
import { Layout } from './layout.tsx';
import { countdown } from './moment.ts';
import { money } from './money.ts';
import { QrCode } from './qr-code.tsx';
import { standingWords } from './standing-words.ts';
import { isOpen, walletName } from './state-words.ts';

/** What the checkout shows. */
export interface CheckoutProps {
  readonly payment: Payment;
  readonly merchant: string;
  /** Absolute; what the QR code says. */
  readonly walletUrl: string;
  readonly clock: { readonly rate: number; readonly now: number };
}

/** The page a `pay_url` leads to: scan, approve in the wallet, back to the shop. */
export function Checkout({ payment, merchant, walletUrl, clock }: CheckoutProps): VNode {
  const { token, state, txamt, txcurrcd, goods_name, out_trade_no } = payment;
  const watch = { url: `/pay/${token}/state`, version: state };
  return (
    <Layout title={`Pay ${money(txamt, txcurrcd)}`} kind="checkout" watch={watch}>
      <main class="card columns">
        <section class="bill" aria-label="Your order">
          <p class="merchant">{merchant}</p>
          <h1 class="amount">{money(txamt, txcurrcd)}</h1>
          <dl class="facts">
            <dt>For</dt>
            <dd>{goods_name ?? 'Your order'}</dd>
            <dt>Order</dt>
            <dd class="code">{out_trade_no}</dd>
            <dt>Pay with</dt>
            <dd>{walletName(payment.pay_type)}</dd>
          </dl>
          {isOpen(payment) ? <Steps payment={payment} /> : null}
        </section>
        <section class="pay" aria-label="Payment">
          <p id="status" class="status" role="status" data-live>
            <Status payment={payment} />
          </p>
          <div id="way" data-live>
            {isOpen(payment) ? (
              <Way payment={payment} walletUrl={walletUrl} clock={clock} />
            ) : (
              <BackToShop payment={payment} />
            )}
          </div>
        </section>
      </main>
    </Layout>
  );
}

function Steps({ payment }: { payment: Payment }): VNode {
  return (
    <ol class="steps" aria-label="How to pay">
      <li>Scan the code with your phone’s camera.</li>
      <li>See what you pay in {walletName(payment.pay_type)}, and approve.</li>
      <li>You are led back to the shop.</li>
    </ol>
  );
}

function Status({ payment }: { payment: Payment }): VNode {
  const { headline, detail, tone } = standingWords(payment);
  return (
    <>
      <strong class={`headline ${tone}`}>{headline}</strong> <span>{detail}</span>
    </>
  );
}

function Way({ payment, walletUrl, clock }: Omit<CheckoutProps, 'merchant'>): VNode {
  const wallet = walletName(payment.pay_type);
  return (
    <>
      <QrCode text={walletUrl} label={`QR code that opens this payment in ${wallet}`} />
      <p>
        <a
          id="open-wallet"
          class="button"
          href={`/w/${payment.token}`}
          target="_blank"
          rel="noopener"
        >
          Open the wallet on this device
        </a>
      </p>
      <TimeLeft payment={payment} clock={clock} />
      <noscript>
        <p>
          <a href={`/pay/${payment.token}`}>I have paid: show the result</a>
        </p>
      </noscript>
    </>
  );
}

function TimeLeft({ payment, clock }: Pick<CheckoutProps, 'payment' | 'clock'>): VNode {
  const left = Math.max(0, payment.expires_at - clock.now);
  return (
    <p class="hint">
      Expires in{' '}
      <span role="timer" data-expires-in={left} data-rate={clock.rate}>
        {countdown(left)}
      </span>
      <span id="standing-still" hidden={clock.rate !== 0}>
        . The clock of this sandbox stands still until it is moved.
      </span>
    </p>
  );
}
