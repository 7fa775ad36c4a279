import type { VNode } from 'preact';
import { isOpen, type Order } from '../orders/order.ts';
import { webAddress } from '../web-address.ts';
import { QrCode } from './qr-code.tsx';

/** What can be done about an order that is not paid. */
export function NextMove({ order }: { order: Order }): VNode | null {
  if (order.status === 'failed') return <PayAgain order={order} />;
  if (!isOpen(order)) return null;
  return (
    <>
      {order.pay_url === null ? null : <Way payUrl={order.pay_url} />}
      <div class="buttons">
        {order.pay_url === null ? (
          <Move order={order} to="ask" words="Ask the gateway now" />
        ) : null}
        <Move order={order} to="end" words="Cancel this order" plain />
      </div>
      {order.pay_url === null ? null : (
        <noscript>
          <Move order={order} to="ask" words="I have paid: ask the gateway" plain />
        </noscript>
      )}
    </>
  );
}

function Way({ payUrl }: { payUrl: string }): VNode {
  const url = webAddress(payUrl);
  if (url === undefined) {
    return <p class="soft">The gateway’s page is not an http or https address; it is not shown.</p>;
  }
  return (
    <>
      <QrCode text={payUrl} label="QR code of the page to pay on" />
      <p>
        <a id="pay-here" class="button" href={payUrl}>
          Pay on this device
        </a>
      </p>
      <details id="embedded" class="embedded">
        <summary>Pay inside this page</summary>
        <iframe
          src={payUrl}
          title="The gateway’s page to pay on"
          loading="lazy"
          referrerpolicy="no-referrer"
          sandbox="allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
        />
      </details>
    </>
  );
}

function PayAgain({ order }: { order: Order }): VNode {
  return (
    <div class="buttons">
      <Move order={order} to="again" words="Try again under a new number" />
      <a class="button plain" href="/">
        Back to the teas
      </a>
    </div>
  );
}

interface MoveProps {
  readonly order: Order;
  readonly to: 'ask' | 'end' | 'again';
  readonly words: string;
  readonly plain?: boolean;
}

function Move({ order, to, words, plain = false }: MoveProps): VNode {
  return (
    <form method="post" action={`/orders/${order.out_trade_no}/${to}`}>
      <button id={`do-${to}`} class={plain ? 'button plain' : 'button'} type="submit">
        {words}
      </button>
    </form>
  );
}
