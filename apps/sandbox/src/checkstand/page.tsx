import type { VNode } from 'preact';
import { Layout } from '../pages/layout.tsx';

/** The empty checkout; its script fills in what the fragment says. */
export function CheckstandPage(): VNode {
  return (
    <Layout title="Checkout" kind="checkout">
      <main class="card narrow">
        <h1 id="merchant">Checkout</h1>
        <p id="goods" />
        <p id="amount" class="amount" />
        <p id="problem" role="alert" />
        <div id="methods" class="actions" />
        <p>
          <a id="back" hidden href="/">
            Back to the store
          </a>
        </p>
        <noscript>
          <p class="hint">The parameters of this page can only be read with scripts.</p>
        </noscript>
      </main>
      <script type="module" src="/checkstand/page.js" />
    </Layout>
  );
}
