import type { VNode } from 'preact';
import { Layout } from './layout.tsx';

/** What can be missing. */
export interface NotFoundProps {
  readonly what: 'payment' | 'transaction' | 'page';
}

const ADVICE: Readonly<Record<NotFoundProps['what'], string>> = {
  payment:
    'The link may be cut off, or the sandbox was reset, or it was started again without keeping its data ' +
    '(start it with --data and a folder to keep them). Create a new payment in the shop.',
  transaction:
    'It was reset, or the sandbox was started again without keeping its data ' +
    '(start it with --data and a folder to keep them).',
  page: 'Here are the gateway (/trade/v1/…), checkout pages (/pay/…), the wallet (/w/…) and the dashboard.',
};

/** A 404 that says why, and where to go. */
export function NotFound({ what }: NotFoundProps): VNode {
  return (
    <Layout title="Not found" kind="checkout">
      <main class="card narrow">
        <h1>There is no such {what}</h1>
        <p>{ADVICE[what]}</p>
        <p>
          <a href="/_sandbox/">See all transactions</a>
        </p>
      </main>
    </Layout>
  );
}
