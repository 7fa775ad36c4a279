import type { VNode } from 'preact';
import { Layout } from './layout.tsx';

const SENTENCES = {
  foreign:
    'The form came from another site. Only the wallet’s own page may approve or decline a payment.',
  unknown: 'The wallet knows to approve, and to decline with one of the reasons it offers.',
} as const;

/** A form that is not carried out, and why. Nothing has changed. */
export function Refused({ why }: { why: keyof typeof SENTENCES }): VNode {
  return (
    <Layout title="Refused" kind="wallet">
      <main class="card narrow">
        <h1>Nothing was done</h1>
        <p>{SENTENCES[why]}</p>
      </main>
    </Layout>
  );
}
