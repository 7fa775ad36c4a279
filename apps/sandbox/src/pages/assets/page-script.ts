/**
 * The pages' only script. Without it every page still works by reloading; only the dashboard's buttons need it.
 *
 * `body[data-watch]` names an address that says a version; when it differs from `data-version`, the page
 * is fetched again and the elements marked `data-live` take their new content.
 */
export const pageScript = `const page = document.body;
const INTERVAL = 1000;
const begun = new WeakMap();
let looking;

/** Asks whether anything changed; one question at a time. */
function look() {
  looking ??= ask().finally(() => { looking = undefined; });
  return looking;
}

async function ask() {
  const answer = await fetch(page.dataset.watch, { cache: 'no-store' });
  if (answer.status === 404) return location.reload();
  const { version, redirect_url, expires_in_ms, rate } = await answer.json();
  countFrom(expires_in_ms, rate);
  if (version === page.dataset.version) return;
  await refresh();
  page.dataset.version = version;
  // Inside a frame the shop's own page carries on; only a page of its own goes back.
  if (redirect_url && window.top === window.self) setTimeout(() => location.assign(redirect_url), 1200);
}

async function refresh() {
  const answer = await fetch(location.href, { cache: 'no-store' });
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  document.title = fresh.title;
  for (const part of document.querySelectorAll('[data-live]')) {
    const other = fresh.getElementById(part.id);
    if (other && other.innerHTML !== part.innerHTML) replace(part, other);
  }
  tick();
}

/** New content, with the focus and the opened details where they were. */
function replace(part, other) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
  const open = [...part.querySelectorAll('details[open]')].map((one) => one.id);
  part.replaceChildren(...other.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  if (focused) document.getElementById(focused)?.focus();
}

/** Somebody may have moved the sandbox's clock, or changed its pace. */
function countFrom(expiresIn, rate) {
  for (const timer of document.querySelectorAll('[data-expires-in]')) {
    Object.assign(timer.dataset, { expiresIn, rate });
    begun.delete(timer);
  }
  const hint = document.getElementById('standing-still');
  if (hint) hint.hidden = rate !== 0;
  tick();
}

/** Counts down from what the server said, at the sandbox's pace, by a clock that nobody sets. */
function tick() {
  for (const timer of document.querySelectorAll('[data-expires-in]')) {
    const { expiresIn, rate } = timer.dataset;
    if (!begun.has(timer)) begun.set(timer, performance.now());
    const gone = (performance.now() - begun.get(timer)) * rate;
    const left = Math.max(0, Math.ceil((expiresIn - gone) / 1000));
    timer.textContent = Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0');
  }
}

/** Buttons of the dashboard speak JSON with the control API. */
async function post(form) {
  const notice = document.getElementById('notice');
  const given = { ...JSON.parse(form.dataset.json || '{}'), ...Object.fromEntries(new FormData(form)) };
  notice.textContent = 'Working…';
  const answer = await fetch(form.getAttribute('action'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
  });
  const said = await answer.json().catch(() => ({}));
  notice.textContent = answer.ok ? form.dataset.done : (said.error?.message ?? 'HTTP ' + answer.status);
  await look();
}

async function keepLooking() {
  if (!document.hidden) await look().catch(() => {});
  setTimeout(keepLooking, INTERVAL);
}

document.addEventListener('submit', (event) => {
  if (event.target.dataset.json === undefined) return;
  event.preventDefault();
  post(event.target).catch((problem) => {
    document.getElementById('notice').textContent = 'The sandbox did not answer: ' + problem.message;
  });
});
document.addEventListener('visibilitychange', () => { if (!document.hidden && page.dataset.watch) look().catch(() => {}); });

if (page.dataset.watch) keepLooking();
tick();
setInterval(tick, 1000);
`;
