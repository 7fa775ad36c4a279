/** Where the shop gave no `failed_url`. */
export const PAGE_IS_OVER = 'The time of the page is over.';

/** The script of the hosted checkout; a text, so that every bundle carries it. Shows text, never markup. */
export const checkstandScript = `
const parameters = location.hash.replace(/^#\\/?\\??/, '');
const by = (id) => document.getElementById(id);

async function post(path, body) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => undefined);
  return response ? response.json() : { problem: 'The sandbox did not answer. Try again.' };
}

function show({ problem, redirect }) {
  if (redirect) location.assign(redirect);
  else if (problem) by('problem').textContent = problem;
}

function offer({ pay_type, name }) {
  const button = document.createElement('button');
  button.className = 'button';
  button.type = 'button';
  button.id = 'pay-' + pay_type;
  button.textContent = name;
  button.addEventListener('click', async () => {
    button.disabled = true;
    show(await post('/checkstand/pay', { parameters, pay_type }));
    button.disabled = false;
  });
  by('methods').append(button);
}

/** The sandbox's clock decides, however it is moved. */
async function leaveAt(closesAt, failedUrl) {
  const answer = await fetch('/checkstand/time').catch(() => undefined);
  const { now = 0 } = answer?.ok ? await answer.json() : {};
  if (now >= closesAt) show(failedUrl ? { redirect: failedUrl } : { problem: '${PAGE_IS_OVER}' });
  else setTimeout(leaveAt, 1000, closesAt, failedUrl);
}

/** Another checkout in the same tab is another fragment only: the browser would go on showing this one's order. */
addEventListener('hashchange', () => location.reload());

const opened = await post('/checkstand/open', { parameters });
show(opened);
if (opened.methods) {
  by('merchant').textContent = opened.merchant;
  by('goods').textContent = opened.goods_name;
  by('amount').textContent = opened.amount;
  for (const method of opened.methods) offer(method);
  if (opened.closes_at) leaveAt(opened.closes_at, opened.failed_url);
  if (/^https?:/.test(opened.cancel_url ?? '')) {
    by('back').href = opened.cancel_url;
    by('back').hidden = false;
  }
}
`;
