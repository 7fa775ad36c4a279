import type { VNode } from 'preact';
import type { Payment } from '../engine.ts';
import { onwardUrl, shopUrl } from './return-url.ts';

/** The way back, when the shop named one that can be followed. */
export function BackToShop({ payment }: { payment: Payment }): VNode | null {
  const url = onwardUrl(payment) ?? shopUrl(payment);
  if (url === undefined && payment.return_url === undefined) {
    return <p class="hint">You can close this page and go back to the shop.</p>;
  }
  if (url === undefined) {
    return (
      <p class="hint">
        The shop’s <code>return_url</code> is not an http or https address and is not followed.
      </p>
    );
  }
  return (
    <p>
      <a id="back-to-shop" class="button" href={url} target="_top">
        Back to the shop
      </a>
    </p>
  );
}
