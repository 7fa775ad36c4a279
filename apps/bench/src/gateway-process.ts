import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A gateway that answers at once and keeps nothing, in a process of its own so that its time is not the client's.
 * Prints its port; ends when its parent lets go.
 */
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => {
    const fields = Object.fromEntries(new URLSearchParams(body));
    const answer = request.url?.endsWith('/query') === true ? rows(fields) : created(fields);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
});

function created(fields: Record<string, string>) {
  const { out_trade_no, txamt, txcurrcd, txdtm, pay_type } = fields;
  const order = { out_trade_no, txamt, txcurrcd, txdtm, pay_type };
  const times = { sysdtm: '2026-01-15 10:30:35', paydtm: '2026-01-15 10:30:35' };
  const text = { respcd: '0000', resperr: 'success', respmsg: '', chnlsn: '' };
  const syssn = '20260115000000000000000001';
  return { ...text, ...order, ...times, syssn, pay_url: 'http://127.0.0.1/pay/bench' };
}

function rows(fields: Record<string, string>) {
  const order = { ...created({ ...fields, txamt: '1234', txcurrcd: 'HKD' }), cancel: '0' };
  const row = { ...order, order_type: 'payment', errmsg: 'success' };
  return { respcd: '0000', resperr: '', respmsg: '', page: 1, page_size: 10, data: [row] };
}

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().once('end', () => process.exit());
