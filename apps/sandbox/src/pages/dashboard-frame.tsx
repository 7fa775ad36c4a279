import type { ComponentChildren, VNode } from 'preact';
import { Layout } from './layout.tsx';

/** What every page of the dashboard has. */
export interface DashboardFrameProps {
  readonly title: string;
  /** Which of the lists the page belongs to. */
  readonly place: Place;
  /** What `GET /_sandbox/version` said when the page was made. */
  readonly version: string;
  readonly children: ComponentChildren;
}

const PLACES = {
  transactions: ['/_sandbox/', 'Transactions'],
  notifications: ['/_sandbox/notifications', 'Notifications'],
} as const;

type Place = keyof typeof PLACES;

/** The dashboard's name and ways, around one of its pages. */
export function DashboardFrame({ title, place, version, children }: DashboardFrameProps): VNode {
  const places = Object.keys(PLACES) as Place[];
  return (
    <Layout title={title} kind="dashboard" watch={{ url: '/_sandbox/version', version }}>
      <header class="top">
        <a class="brand" href="/_sandbox/">
          <img src="/assets/icon.svg" alt="" width="28" height="28" /> QFPay sandbox
        </a>
        <nav aria-label="Dashboard">
          {places.map((one) => (
            <a key={one} href={PLACES[one][0]} aria-current={one === place ? 'true' : undefined}>
              {PLACES[one][1]}
            </a>
          ))}
        </nav>
      </header>
      <main class="wide-page">{children}</main>
    </Layout>
  );
}
