import type { ComponentChildren, VNode } from 'preact';

/** What the shop says about itself on every page. */
export interface Surroundings {
  /** How many things are in the visitor's basket. */
  readonly basketCount: number;
  /** Where the payments go, for people. */
  readonly gateway: string;
  /** Whether the gateway is one that moves no money. */
  readonly isPlay: boolean;
}

/** What every page has. */
export interface FrameProps {
  readonly title: string;
  /** Which of the ways on top leads here. */
  readonly place?: Place;
  readonly surroundings: Surroundings;
  /** Where the script asks whether the page is still true, and what it said when the page was made. */
  readonly watch?: { readonly url: string; readonly version: string } | undefined;
  readonly children: ComponentChildren;
}

const PLACES = {
  shelf: ['/', 'Teas'],
  basket: ['/basket', 'Basket'],
  orders: ['/orders', 'Orders'],
  notifications: ['/notifications', 'Notifications'],
} as const;

type Place = keyof typeof PLACES;

/** Without scripts an open order's page is loaded again so often, in seconds. */
const RELOAD = 4;

/** The frame of all pages of the shop. */
export function Frame({ title, place, surroundings, watch, children }: FrameProps): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Tea House`}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/shop.css" />
        <script type="module" src="/assets/shop.js" />
        {watch === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(RELOAD)} />
          </noscript>
        )}
      </head>
      <body data-watch={watch?.url} data-version={watch?.version}>
        <Banner {...surroundings} />
        <header class="top">
          <a class="brand" href="/">
            <img src="/assets/icon.svg" alt="" width="34" height="34" /> Tea House
          </a>
          <nav aria-label="Shop">
            {(Object.keys(PLACES) as Place[]).map((one) => (
              <Way key={one} place={one} isHere={one === place} {...surroundings} />
            ))}
          </nav>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}

/** Nobody shall mistake play for earnest, nor earnest for play. */
function Banner({ gateway, isPlay }: Surroundings): VNode {
  return (
    <aside class={isPlay ? 'banner' : 'banner earnest'} aria-label="About this shop">
      <strong>DEMO SHOP</strong>{' '}
      {isPlay ? 'No money moves. Gateway: ' : 'Real money moves. Gateway: '}
      <span class="nowrap">{gateway}</span>
    </aside>
  );
}

function Way({
  place,
  isHere,
  basketCount,
}: Surroundings & { place: Place; isHere: boolean }): VNode {
  const [href, name] = PLACES[place];
  const count = place === 'basket' && basketCount > 0 ? basketCount : undefined;
  return (
    <a href={href} aria-current={isHere ? 'page' : undefined}>
      {name}
      {count === undefined ? null : <span class="count">{count}</span>}
    </a>
  );
}
