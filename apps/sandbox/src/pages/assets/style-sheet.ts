/** The look of all pages: light and dark, from 320 px on, no web font, no picture. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --ground: #f3f5f8; --tint: #f8fafc; --bezel: #10151c; --paper: #fff; --ink: #17202b; --soft: #566273; --line: #dde2e9;
  --accent: #0b5cd6; --on-accent: #fff;
  --good: #10703c; --good-ground: #e2f5e9; --bad: #b3261e; --bad-ground: #fdeae8;
  --wait: #855300; --wait-ground: #fff2d6; --quiet: #4a5666; --quiet-ground: #e9edf2;
  --banner: #ffd966; --on-banner: #362900; --shadow: 0 1px 2px #0f172a14, 0 8px 24px #0f172a0f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1217; --tint: #131920; --bezel: #2f3a47; --paper: #171d25; --ink: #e8edf3; --soft: #a3b0c0; --line: #2b3542;
    --accent: #82b4ff; --on-accent: #061a38;
    --good: #7ddba0; --good-ground: #12321f; --bad: #ffada6; --bad-ground: #421815;
    --wait: #f5c766; --wait-ground: #3a2a07; --quiet: #b4c0ce; --quiet-ground: #252e39;
    --banner: #5c4700; --on-banner: #ffeeb8; --shadow: none;
  }
}
*, *::before { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK TC", sans-serif;
}
h1, h2, h3, p, dl, ol, ul { margin: 0; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.05rem; margin-bottom: .75rem; }
h3 { font-size: 1rem; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code, pre, .code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .9em; }
pre { background: var(--quiet-ground); padding: .75rem; border-radius: 8px; white-space: pre-wrap; margin: .5rem 0 0; }
.banner { background: var(--banner); color: var(--on-banner); text-align: center; padding: .35rem 1rem; font-size: .875rem; }
.banner strong { letter-spacing: .08em; margin-right: .35em; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shadow); padding: 1.5rem; }
.narrow, .columns { margin: clamp(1rem, 6vh, 4rem) auto; width: min(100% - 2rem, 32rem); }
.narrow { display: grid; gap: 1rem; }
.merchant, .hint, .quiet-text { color: var(--soft); }
.hint { font-size: .9rem; }
.amount { font-size: clamp(1.5rem, 7.5vw, 2.25rem); font-weight: 650; line-height: 1.15; font-variant-numeric: tabular-nums; letter-spacing: -.01em; }
.money, .time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.facts { display: grid; grid-template-columns: auto 1fr; gap: .4rem 1.25rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; min-width: 0; }
.status { min-height: 3rem; }
.headline { display: block; font-size: 1.2rem; }
.headline.good { color: var(--good); }
.headline.bad { color: var(--bad); }
.button {
  display: inline-block; font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 10px;
  padding: .65rem .8rem; min-height: 44px;
}
@media (min-width: 30rem) { .button { padding-inline: 1.1rem; } }
.button:hover { filter: brightness(1.08); }
.button.plain { color: var(--ink); background: transparent; border-color: var(--soft); }
.button.plain:hover { background: var(--quiet-ground); filter: none; }
.button.small { padding: .3rem .75rem; min-height: 36px; font-size: .9rem; }
.button.wide { width: 100%; }
label { display: block; color: var(--soft); font-size: .9rem; }
select, input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 10px; padding: .55rem .7rem; min-height: 44px; max-width: 100%; }

/* Checkout */
.columns { display: grid; gap: 1.5rem; }
.bill { display: grid; gap: .9rem; align-content: start; }
.steps { display: none; margin-top: 1.5rem; padding: 0; list-style: none; counter-reset: step; gap: .8rem; color: var(--soft); font-size: .95rem; }
.steps li { counter-increment: step; display: flex; gap: .75rem; }
.steps li::before { content: counter(step); flex: none; width: 1.6rem; height: 1.6rem; border-radius: 50%; text-align: center; line-height: 1.6rem; font-size: .85rem; font-weight: 600; background: var(--paper); color: var(--ink); border: 1px solid var(--line); }
.pay { display: grid; gap: 1rem; align-content: start; }
.pay #way { display: grid; gap: 1rem; justify-items: center; text-align: center; }
.pay .status { text-align: center; }
.qr { width: min(100%, 15rem); height: auto; border: 1px solid var(--line); border-radius: 12px; display: block; background: #fff; }
/* A phone cannot scan its own screen. */
@media (max-width: 34rem) { .pay #way > p:first-of-type { order: -1; } }
@media (min-width: 46rem) {
  .columns { grid-template-columns: 1fr 1fr; gap: 0; width: min(100% - 2rem, 52rem); padding: 0; overflow: hidden; }
  .columns > section { padding: 2.25rem; }
  .bill { border-right: 1px solid var(--line); background: var(--tint); }
  .steps { display: grid; }
}

/* Wallet */
.phone { background: var(--paper); min-height: calc(100vh - 2.2rem); max-width: 390px; margin: 0 auto; }
.app-bar { background: #0b5cd6; color: #fff; font-weight: 600; text-align: center; padding: .9rem; }
.screen { padding: 1.75rem 1.25rem; display: grid; gap: 1rem; }
.screen > .merchant, .screen > .amount { text-align: center; }
.screen > .facts { border-block: 1px solid var(--line); padding-block: 1rem; }
#answer { display: grid; gap: 1rem; }
.decline summary { cursor: pointer; text-align: center; padding: .6rem; color: var(--soft); border-radius: 8px; list-style: none; text-decoration: underline; text-underline-offset: .15em; }
.decline summary::-webkit-details-marker { display: none; }
.decline form { display: grid; gap: .75rem; padding-top: .5rem; }
.decline select { width: 100%; }
.wallet .status, .wallet #answer > p { text-align: center; }
.seal { width: 4rem; height: 4rem; margin: .5rem auto 0; border-radius: 50%; font-size: 2rem; line-height: 4rem; background: var(--quiet-ground); color: var(--quiet); }
.seal.good { background: var(--good-ground); color: var(--good); }
.seal.bad { background: var(--bad-ground); color: var(--bad); }
@media (min-width: 30rem) {
  .phone { min-height: 44rem; margin: 2rem auto; border: 10px solid var(--bezel); border-radius: 40px; overflow: hidden; box-shadow: var(--shadow); width: 410px; max-width: none; }
}

/* Dashboard */
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.top { background: var(--paper); border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 2rem; padding: .5rem max(1rem, (100% - 72rem) / 2); }
.brand { display: inline-flex; align-items: center; gap: .6rem; font-weight: 650; color: var(--ink); text-decoration: none; padding: .35rem 0; }
.brand img { display: block; }
.top nav { display: flex; gap: .25rem; }
.top nav a { color: var(--soft); text-decoration: none; padding: .45rem .8rem; border-radius: 8px; font-weight: 600; font-size: .95rem; }
.top nav a:hover { background: var(--quiet-ground); }
.top nav a[aria-current] { color: var(--ink); background: var(--quiet-ground); }
.wide-page { width: min(100% - 2rem, 72rem); margin: 1.5rem auto 4rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
.filter { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.filter input { flex: 1 1 10rem; min-width: 0; }
.scroll { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 14px; }
.rows { border-collapse: collapse; width: 100%; }
.rows th { text-align: left; font-size: .85rem; font-weight: 600; color: var(--soft); }
.rows th, .rows td { padding: .65rem 1rem; vertical-align: top; }
.rows tbody tr { border-top: 1px solid var(--line); }
.rows tbody tr:hover { background: var(--ground); }
.rows .number { font-weight: 600; display: block; }
.rows .code { font-size: .8rem; overflow-wrap: normal; }
.badge { display: inline-block; font-size: .85rem; font-weight: 600; padding: .1rem .6rem; border-radius: 999px; white-space: nowrap; background: var(--quiet-ground); color: var(--quiet); }
.badge.good { background: var(--good-ground); color: var(--good); }
.badge.bad { background: var(--bad-ground); color: var(--bad); }
.badge.wait { background: var(--wait-ground); color: var(--wait); }
.empty { color: var(--soft); background: var(--paper); border: 1px dashed var(--line); border-radius: 14px; padding: 1.5rem; }
.empty h2 { color: var(--ink); }
.head { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
.notice { color: var(--good); font-weight: 600; }
.notice:empty { display: none; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; }
.action { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; min-width: 0; }
.action .field { min-width: 0; max-width: 100%; }
.two { display: grid; gap: 1.25rem; }
.two > section, .wide-page > section { min-width: 0; }
.facts.table { background: var(--paper); border: 1px solid var(--line); border-radius: 14px; padding: 1rem 1.25rem; margin-bottom: 1.25rem; }
.plain-list { padding: 0; list-style: none; display: grid; gap: .5rem; }
.timeline { list-style: none; padding: 0; display: grid; gap: .1rem; }
.timeline li { position: relative; padding: .3rem 0 .3rem 1.5rem; border-left: 2px solid var(--line); margin-left: .4rem; }
.timeline li::before { content: ""; position: absolute; left: -7px; top: .72rem; width: 12px; height: 12px; border-radius: 50%; background: var(--quiet); border: 2px solid var(--ground); }
.timeline li.good::before { background: var(--good); }
.timeline li.bad::before { background: var(--bad); }
.timeline li.wait::before { background: var(--wait); }
.timeline .time { display: block; color: var(--soft); font-size: .85rem; }
.notification { display: grid; gap: .75rem; margin-bottom: 1rem; padding: 1.25rem; }
.notification header { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
.notification header form { margin-left: auto; }
.card .timeline li::before { border-color: var(--paper); }
.timeline li:last-child { border-color: transparent; }
#timeline { padding: 1rem 1.25rem; box-shadow: none; border-radius: 14px; }
summary { cursor: pointer; }
@media (min-width: 60rem) { .two { grid-template-columns: 1fr 1fr; gap: 2rem; } }
@media (max-width: 40rem) {
  .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows, .rows tbody, .rows tr, .rows td { display: block; }
  .rows tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; padding: .85rem 1rem; gap: .2rem .75rem; }
  .rows td { padding: 0; }
  .rows td:nth-child(2) { font-weight: 600; text-align: right; }
  .rows td:nth-child(3) { grid-row: 2; grid-column: 2; text-align: right; }
  .facts.table { grid-template-columns: 1fr; gap: 0; }
  .facts.table dd { margin-bottom: .5rem; }
}
@media (prefers-reduced-motion: no-preference) { .button { transition: background .12s, filter .12s; } }
`;
