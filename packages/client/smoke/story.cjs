/** One order from create to refund, a lost answer, and a gateway that is not there. Throws unless all of it works. */
const { strict: assert } = require('node:assert');
const { openGateway } = require('./gateway.cjs');

const SECRET = 'demo-key-0001-NOT-REAL';

/**
 * Runs it with the parts of the packages, loaded as the program loads them. `provesUnsent` tells whether the transport can
 * know that nothing was sent; a fetch cannot.
 */
exports.runStory = async function runStory({
  QFPayClient,
  isQFPayError,
  PayType,
  signing,
  provesUnsent,
}) {
  const key = signing.clientKey(SECRET);
  const gateway = await openGateway(signing, key);
  const options = { appCode: 'DEMOAPPCODE0001', clientKey: key, responseSignatures: 'required' };
  const qf = new QFPayClient({ ...options, environment: gateway.url, totalTimeout: 10_000 });
  const order = { txamt: 1234, txcurrcd: 'HKD', txdtm: '2026-07-01 12:00:00' };
  const request = { ...order, pay_type: PayType.ALIPAY_WEB_HK };

  const created = await qf.payments.create({ ...request, out_trade_no: 'order-1' });
  assert.equal(created.status, 'created');
  assert.equal(created.pay_url, 'https://pay.invalid/order-1');

  const paid = await qf.payments.retrieve({ ...order, out_trade_no: 'order-1' });
  assert.equal(paid.status, 'paid');
  assert.equal(paid.txamt, 1234);

  const { syssn } = paid;
  const refund = await qf.refunds.create({ syssn, out_trade_no: 'refund-1', txamt: 1234 });
  assert.equal(refund.status, 'refunded');

  // The order is made, the answer is lost: asked about, and not sent again.
  const lost = await qf.payments.create({ ...request, out_trade_no: 'lost-1' });
  assert.equal(lost.status, 'paid');
  assert.deepEqual(gateway.numbersOf('payment'), ['order-1', 'lost-1']);

  // An answer that somebody else signed proves nothing.
  const forged = await qf.payments.create({ ...request, out_trade_no: 'forged-1' });
  assert.equal(forged.status, 'paid');
  assert.deepEqual(gateway.numbersOf('payment'), ['order-1', 'lost-1', 'forged-1']);

  await qf.close();
  await gateway.close();

  // Somewhere else, because a fetch may still hold its connections to a gateway that went away.
  const nowhere = await openGateway(signing, key);
  await nowhere.close();
  const nobody = new QFPayClient({ ...options, environment: nowhere.url, maxRetries: 0 });
  const unheard = nobody.payments.create({ ...request, out_trade_no: 'order-2' });
  if (provesUnsent) {
    await assert.rejects(unheard, (error) => {
      assert.ok(isQFPayError(error));
      assert.equal(error.code, 'ERR_QF_CONNECTION');
      assert.equal(error.requestSent, 'no');
      return true;
    });
  } else {
    assert.equal((await unheard).status, 'unknown');
  }
  await nobody.close();
  assert.ok(!JSON.stringify([created, paid, refund, lost, forged]).includes(SECRET));
};
