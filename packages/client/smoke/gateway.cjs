/** A gateway on a real socket: checks what is sent, signs what it answers, and pays every order at once. */
const { createServer } = require('node:http');
const { once } = require('node:events');

/** Starts one. Numbers that begin with `lost` lose their answer, those with `forged` get a wrong signature. */
exports.openGateway = async function openGateway(
  { signBody, readForm, verifyForm, clientKey },
  key,
) {
  const books = [];
  const seen = [];
  const stranger = clientKey('somebody-else-0001-NOT-REAL');

  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const read = readForm({ body: Buffer.concat(chunks) });
    const { candidate } = verifyForm(read, request.headers['x-qf-sign'], key);
    const fields = Object.fromEntries(candidate.fields);
    const operation = request.url.split('/').at(-1);
    seen.push({ operation, number: fields.out_trade_no });
    const body = Buffer.from(JSON.stringify(ANSWERS[operation](fields, books)));
    if (operation !== 'query' && /^lost/.test(fields.out_trade_no)) {
      request.socket.destroy();
      return;
    }
    const isForged = operation !== 'query' && /^forged/.test(fields.out_trade_no);
    const signature = signBody(body, isForged ? stranger : key);
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-QF-SIGN': signature });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    numbersOf: (operation) =>
      seen.filter((one) => one.operation === operation).map(({ number }) => number),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

const ANSWERS = {
  payment({ out_trade_no, txamt, txcurrcd, txdtm, pay_type }, books) {
    const syssn = `2026070100000000000000${1000 + books.length}`;
    const row = { syssn, out_trade_no, txamt, txcurrcd, txdtm, sysdtm: txdtm, paydtm: txdtm };
    books.push({ ...row, pay_type, respcd: '0000', cancel: '0', order_type: 'payment' });
    const pay_url = `https://pay.invalid/${out_trade_no}`;
    return { respcd: '0000', resperr: '', respmsg: '', ...row, pay_type, pay_url };
  },
  refund({ syssn: orig_syssn, out_trade_no, txamt, txdtm }) {
    const syssn = '20260701000000000000002000';
    return { respcd: '0000', respmsg: '', syssn, orig_syssn, out_trade_no, txamt, txdtm };
  },
  query({ out_trade_no }, books) {
    const data = books.filter((row) => row.out_trade_no === out_trade_no);
    return { respcd: '0000', respmsg: '', page: 1, page_size: 100, data };
  },
};
