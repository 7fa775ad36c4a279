import type { ComponentChildren, VNode } from 'preact';

/** What every page has. */
export interface LayoutProps {
  readonly title: string;
  /** Names the look. */
  readonly kind: 'checkout' | 'wallet' | 'dashboard';
  /** Where the script asks whether the page is still true, and what it said when the page was made. */
  readonly watch?: { readonly url: string; readonly version: string };
  readonly children: ComponentChildren;
}

/** The frame of all pages: nobody shall mistake the sandbox for a place where money moves. */
export function Layout({ title, kind, watch, children }: LayoutProps): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Sandbox`}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/pages.css" />
        <script type="module" src="/assets/pages.js" />
      </head>
      <body class={kind} data-watch={watch?.url} data-version={watch?.version}>
        <aside class="banner" aria-label="About this place">
          <strong>SANDBOX</strong> No money moves here.
        </aside>
        {children}
      </body>
    </html>
  );
}
