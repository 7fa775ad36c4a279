import { readFileSync } from 'node:fs';
import * as protocol from '@qf/protocol';
import { OPERATIONS, paymentOutcome, readReply } from '@qf/protocol';
import { openApiDocument } from '@qf/protocol/openapi';
import { describe, expect, it } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const source = readFileSync(new URL(import.meta.url), 'utf8');
const [first] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);

// example
const body = `{"respcd": "0000", "resperr": "", "data": [{"syssn": "20260101000100020012345678",
  "out_trade_no": "order-1", "order_type": "payment", "txamt": "1234", "txcurrcd": "HKD", "respcd": "0000", "cancel": "0"}]}`;

const reading = readReply(OPERATIONS.query, body); // never throws; { ok: false, issues } when it cannot be read
const rows = reading.ok ? reading.reply.data : [];
const payment = paymentOutcome(rows, { out_trade_no: 'order-1', txamt: 1234, txcurrcd: 'HKD' });
// end

describe('the README', () => {
  it('tells the truth in what it shows first', () => {
    expect(payment).toMatchObject({ status: 'paid', txamt: 1234, refunded: 'none' });
  });

  it('shows first what this file runs', () => {
    const run = /\n\/\/ example\n([\s\S]*?)\/\/ end\n/.exec(source)?.[1];
    expect(first).toBe(
      `import { OPERATIONS, paymentOutcome, readReply } from '@qf/protocol';\n\n${run}`,
    );
  });

  it('names functions and tables that exist', () => {
    const rows = [...readme.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell);
    const named = rows.flatMap((cell) =>
      [...cell.matchAll(/`(\w+)/g)].map(([, name = '']) => name),
    );
    const known = [...Object.keys(protocol), openApiDocument.name];
    expect(named.filter((name) => !known.includes(name) && !name.startsWith('ERR_QF_'))).toEqual(
      [],
    );
    expect(named.length).toBeGreaterThan(20);
  });

  it('lists every error code', () => {
    for (const code of [
      'ERR_QF_INVALID_REQUEST',
      'ERR_QF_AMOUNT',
      'ERR_QF_TIMESTAMP',
      'ERR_QF_STRICT_JSON',
      'ERR_QF_UNREADABLE_NOTIFICATION',
    ] satisfies protocol.ProtocolErrorCode[]) {
      expect(readme).toContain(`| \`${code}\` |`);
    }
  });

  it('counts the calls rightly', () => {
    expect(Object.keys(OPERATIONS)).toHaveLength(30);
    expect(readme).toContain('thirty calls as data');
  });
});
