/**
 * The shop's only script: keeps an open order's page true. Without it the page is loaded again every few seconds.
 *
 * `body[data-watch]` names an address that says a version; when it differs from `data-version`, the page is fetched again
 * and the elements marked `data-live` take their new content. A page that says no `data-watch` any more is final.
 */
export const shopScript = `const page = document.body;
const INTERVAL = 1000;

async function look() {
  const answer = await fetch(page.dataset.watch, { cache: 'no-store' });
  if (!answer.ok) return;
  const { version } = await answer.json();
  if (version !== page.dataset.version) await refresh();
}

async function refresh() {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const other = fresh.getElementById(part.id);
    if (other && other.outerHTML !== part.outerHTML) replace(part, other);
  }
  const { watch, version } = fresh.body.dataset;
  if (watch === undefined) delete page.dataset.watch;
  page.dataset.version = version ?? '';
}

/** New content, with what is open, typed or focused left as it was. */
function replace(part, other) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
  const open = [...part.querySelectorAll('details[open]')].map((one) => one.id);
  const typed = [...part.querySelectorAll('input[id]')].map((one) => [one.id, one.value]);
  part.className = other.className;
  part.replaceChildren(...other.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  for (const [id, value] of typed) {
    const input = document.getElementById(id);
    if (input) input.value = value;
  }
  if (focused) document.getElementById(focused)?.focus();
}

async function keepLooking() {
  if (!document.hidden) await look().catch(() => {});
  if (page.dataset.watch) setTimeout(keepLooking, INTERVAL);
}

if (page.dataset.watch) keepLooking();
`;
