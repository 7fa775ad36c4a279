/** The look of the shop: warm paper, tea green, from 320 px on, light and dark, no web font. */
export const shopStyle = `
:root {
  color-scheme: light dark;
  --ground: #f8f3ea; --paper: #fffdf8; --ink: #29211a; --soft: #6a5d50; --line: #e6dccb; --well: #f3ebdd;
  --accent: #2f5d46; --on-accent: #fffdf8; --tint: #e6efe4;
  --good: #1c6b42; --good-ground: #e0f0e2; --bad: #a3301f; --bad-ground: #fbe6e0;
  --wait: #7c5200; --wait-ground: #fdeecb; --plain: #55493d; --plain-ground: #ece3d4;
  --banner: #2f5d46; --on-banner: #f3f7ef; --shadow: 0 1px 2px #3b2a1a12, 0 10px 30px #3b2a1a0f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14110e; --paper: #1e1a16; --ink: #f0e8dc; --soft: #b8aa9a; --line: #3a3128; --well: #272019;
    --accent: #a5d3b4; --on-accent: #10251a; --tint: #21342a;
    --good: #8fd6a8; --good-ground: #17321f; --bad: #ffb0a0; --bad-ground: #43201a;
    --wait: #f2c66d; --wait-ground: #3a2b0c; --plain: #cbbdac; --plain-ground: #322a22;
    --banner: #20382c; --on-banner: #dcefe1; --shadow: none;
  }
}
*, *::before { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK TC", sans-serif;
}
h1, h2, p, ul, ol, dl, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2, .brand, .headline { font-family: "Iowan Old Style", Palatino, "Palatino Linotype", "Noto Serif", "DejaVu Serif", Georgia, serif; letter-spacing: -.01em; }
h1 { font-size: clamp(1.5rem, 5vw, 2rem); line-height: 1.2; font-weight: 600; }
h2 { font-size: 1.15rem; font-weight: 600; margin-bottom: .7rem; }
a { color: var(--accent); text-underline-offset: .18em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
code, .code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .88em; }
.soft, .time { color: var(--soft); }
.soft { font-size: .92rem; }
.block { display: block; }
.nowrap { white-space: nowrap; }
.price { font-variant-numeric: tabular-nums; white-space: nowrap; font-weight: 600; }
.grow { flex: 1; min-width: 0; }

.banner { background: var(--banner); color: var(--on-banner); text-align: center; padding: .35rem 1rem; font-size: .85rem; }
.banner strong { letter-spacing: .09em; margin-right: .3em; }
.banner.earnest { background: var(--bad); color: var(--paper); }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .35rem 2rem; padding: .8rem max(1rem, (100% - 70rem) / 2); border-bottom: 1px solid var(--line); background: var(--paper); }
.brand { display: inline-flex; align-items: center; gap: .65rem; font-size: 1.3rem; font-weight: 600; color: var(--ink); text-decoration: none; }
.brand img { display: block; }
.top nav { display: flex; flex-wrap: wrap; margin: 0 -.6rem; }
.top nav a { display: inline-flex; align-items: center; gap: .4rem; min-height: 40px; color: var(--soft); text-decoration: none; padding: .3rem .6rem; border-radius: 10px; font-weight: 600; font-size: .95rem; }
.top nav a:hover { background: var(--well); }
.top nav a[aria-current] { color: var(--accent); }
.count { background: var(--accent); color: var(--on-accent); font-size: .78rem; line-height: 1.35rem; min-width: 1.35rem; padding: 0 .35rem; border-radius: 999px; text-align: center; }
main { width: min(100% - 2rem, 70rem); margin: clamp(1.25rem, 4vw, 2.25rem) auto 4rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 18px; box-shadow: var(--shadow); }
.narrow { padding: 1.75rem; width: min(100%, 34rem); margin-inline: auto; display: grid; gap: 1rem; }
.empty { padding: 2rem 1.5rem; display: grid; gap: 1rem; justify-items: center; text-align: center; color: var(--soft); }
.lead { margin-top: -1rem; max-width: 46rem; }

.button {
  display: inline-block; font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 12px; padding: .6rem 1.1rem; min-height: 44px;
}
.button:hover { filter: brightness(1.1); }
.button.plain { color: var(--ink); background: transparent; border-color: var(--soft); }
.button.plain:hover { background: var(--well); filter: none; }
.button.small { padding: .25rem .75rem; min-height: 36px; font-size: .9rem; }
.button.wide { width: 100%; font-size: 1.08rem; padding-block: .8rem; }
.button:disabled { opacity: .55; cursor: default; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; justify-content: center; }
input:not([type=radio]) { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 12px; padding: .55rem .8rem; min-height: 44px; min-width: 0; }
input:not(:placeholder-shown):invalid { border-color: var(--bad); }
::placeholder { color: var(--soft); opacity: 1; }
label { color: var(--soft); font-size: .92rem; }

/* Shelf */
.welcome { display: grid; gap: .4rem; max-width: 42rem; }
.welcome p { color: var(--soft); }
.shelf { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); }
.item { display: flex; flex-direction: column; overflow: hidden; }
.picture { display: block; width: 100%; }
.item .picture { height: 10.5rem; padding: 1rem; }
.pearls { background: #e3ecd6; } .leaves { background: #dbe8d8; } .cake { background: #eedfc8; }
.blossom { background: #fbf0cf; } .cup { background: #d7e4ec; } .tray { background: #f0e1c9; }
.item-text { display: flex; flex-direction: column; gap: .35rem; padding: 1.15rem 1.25rem 1.25rem; flex: 1; }
.item h2 { margin: 0; font-size: 1.2rem; }
.item-foot { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; justify-content: space-between; margin-top: auto; padding-top: .8rem; }
.item-foot .price { font-size: 1.1rem; }

/* Basket */
.halves { display: grid; gap: 1.5rem; align-items: start; grid-template-columns: minmax(0, 1fr); }
.line { display: flex; gap: 1rem; align-items: center; padding: 1rem 1.25rem; }
.line + .line { border-top: 1px solid var(--line); }
.line .picture { width: 5.5rem; height: 4.5rem; flex: none; border-radius: 12px; padding: .35rem; }
.line-text { flex: 1; min-width: 0; display: grid; gap: .15rem; }
.stepper { display: inline-flex; align-items: center; gap: .8rem; margin-top: .3rem; font-variant-numeric: tabular-nums; }
.step { font: inherit; font-size: 1.1rem; line-height: 1; width: 36px; height: 36px; border-radius: 50%; border: 1px solid var(--soft); background: transparent; color: var(--ink); cursor: pointer; }
.step:hover { background: var(--well); }
.step:disabled { opacity: .4; cursor: default; }
.pay-form { padding: 1.5rem; display: grid; gap: 1.25rem; }
.total { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
.total strong { font-size: 1.6rem; font-variant-numeric: tabular-nums; }
fieldset { border: 0; display: grid; gap: .6rem; min-width: 0; }
legend { color: var(--soft); font-size: .92rem; padding: 0 0 .5rem; }
.choice { display: flex; align-items: center; gap: .8rem; padding: .75rem .9rem; border: 1px solid var(--line); border-radius: 12px; color: var(--ink); cursor: pointer; }
.choice > span:nth-of-type(1) { display: grid; flex: 1; min-width: 0; }
.choice:has(:checked) { border-color: var(--accent); background: var(--tint); box-shadow: inset 0 0 0 1px var(--accent); }
.choice input { accent-color: var(--accent); width: 1.15rem; height: 1.15rem; flex: none; margin: 0; }

/* Order */
.order-title { font-size: clamp(1.2rem, 4.5vw, 1.7rem); }
.order-title .code { font-size: .82em; letter-spacing: 0; }
.status-card { padding: clamp(1.25rem, 4vw, 2rem); display: grid; gap: 1.5rem; }
.standing { display: flex; gap: 1rem; align-items: flex-start; }
.headline { font-size: 1.45rem; line-height: 1.25; font-weight: 600; display: block; margin-bottom: .2rem; }
.standing.good .headline { color: var(--good); }
.standing.bad .headline { color: var(--bad); }
.seal { flex: none; width: 2.75rem; height: 2.75rem; border-radius: 50%; display: grid; place-items: center; font-size: 1.3rem; font-weight: 700; background: var(--plain-ground); color: var(--plain); }
.seal::before { content: "↺"; }
.seal.good { background: var(--good-ground); color: var(--good); } .seal.good::before { content: "✓"; }
.seal.bad { background: var(--bad-ground); color: var(--bad); } .seal.bad::before { content: "×"; }
.seal.wait { background: var(--wait-ground); color: var(--wait); } .seal.wait::before { content: "…"; }
.next { display: grid; gap: 1.1rem; justify-items: center; text-align: center; }
.next:empty { display: none; }
.qr { width: min(100%, 16rem); height: auto; border: 1px solid var(--line); border-radius: 16px; display: block; background: #fff; }
.embedded { width: 100%; border-top: 1px solid var(--line); padding-top: .9rem; }
.embedded summary { cursor: pointer; color: var(--accent); font-weight: 600; padding: .3rem; border-radius: 8px; }
.embedded iframe { width: 100%; height: 42rem; border: 1px solid var(--line); border-radius: 14px; margin-top: .9rem; background: #fff; }
.receipt { padding: 1.5rem; display: grid; gap: 1.25rem; }
.receipt li { display: flex; justify-content: space-between; gap: 1rem; padding: .3rem 0; }
.receipt .sum { border-top: 1px dashed var(--line); margin-top: .5rem; padding-top: .8rem; font-weight: 600; font-size: 1.1rem; }
.facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .35rem 1.1rem; border-top: 1px solid var(--line); padding-top: 1.1rem; font-size: .92rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.refund, .refund form { display: grid; grid-template-columns: minmax(0, 1fr); }
.refund { width: 100%; gap: .9rem; text-align: left; border-top: 1px solid var(--line); padding-top: 1.25rem; }
.refund form { gap: .35rem; }
.amount-row { display: flex; gap: .6rem; }
.amount-row input { flex: 1; }
.steps { padding: 1.1rem 1.25rem; }
.steps li { position: relative; padding: .3rem 0 .6rem 1.5rem; border-left: 2px solid var(--line); margin-left: .35rem; }
.steps li:last-child { border-color: transparent; padding-bottom: 0; }
.steps li::before { content: ""; position: absolute; left: -7px; top: .7rem; width: 12px; height: 12px; border-radius: 50%; background: var(--plain); border: 2px solid var(--paper); }
.steps .good::before { background: var(--good); } .steps .bad::before { background: var(--bad); } .steps .wait::before { background: var(--wait); }
.time { display: block; font-size: .84rem; font-variant-numeric: tabular-nums; }
.badge { display: inline-block; font-size: .84rem; font-weight: 600; padding: .12rem .65rem; border-radius: 999px; white-space: nowrap; background: var(--plain-ground); color: var(--plain); }
.badge.good { background: var(--good-ground); color: var(--good); }
.badge.bad { background: var(--bad-ground); color: var(--bad); }
.badge.wait { background: var(--wait-ground); color: var(--wait); }
.order-list li, .refund-list li, .deliveries li { display: flex; flex-wrap: wrap; gap: .35rem 1rem; align-items: center; padding: .9rem 1.25rem; }
.order-list li + li, .refund-list li + li, .deliveries li + li { border-top: 1px solid var(--line); }
.order-list .price { min-width: 7rem; text-align: right; }
.number { font-weight: 600; }
.deliveries li { flex-wrap: nowrap; align-items: flex-start; }
@media (min-width: 56rem) {
  .halves { grid-template-columns: minmax(0, 1.55fr) minmax(0, 1fr); }
  .halves.even { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
}
@media (max-width: 34rem) {
  /* A phone cannot scan its own screen. */
  .next > p { order: -1; }
  .order-list .grow, .refund-list .grow { flex-basis: 100%; }
  .order-list li, .refund-list li { justify-content: space-between; }
  .line { gap: .8rem; padding: 1rem; align-items: flex-start; }
  .line .picture { width: 4.25rem; height: 3.75rem; }
  .item .picture { height: 9rem; }
}
@media (prefers-reduced-motion: no-preference) { .button { transition: background .12s, filter .12s; } }
`;
