import type { QueryRequest, Row } from '@qf/protocol';
import { checkOptions, type OptionRules } from './check-options.ts';
import { valid } from './checked-fields.ts';
import type { CallOptions } from './client-options.ts';
import { hideSecrets } from './hide-secrets.ts';
import { inTurn } from './in-turn.ts';
import { AnswerError, QFPayError } from './qfpay-error.ts';
import { type Page, type PageQuery, PageTurn, queryPage } from './query-page.ts';
import { type CallContext, runCall } from './run-call.ts';
import { monthsOf, type TimeRange } from './time-range.ts';

/** Which transactions to list. */
export interface TransactionQuery extends TimeRange {
  /** One or several, separated by commas. */
  readonly pay_type?: string | undefined;
  /** Only rows with this result. */
  readonly respcd?: string | undefined;
}

/** Rows as they are asked for; iterate it, or take an array. Every iteration starts afresh. */
export class TransactionList implements AsyncIterable<Row> {
  readonly #context: CallContext;
  readonly #query: TransactionQuery;
  readonly #options: CallOptions | undefined;

  constructor(context: CallContext, query: TransactionQuery, options: CallOptions | undefined) {
    this.#context = context;
    this.#query = query;
    this.#options = options;
  }

  /** One row after the other, each number of QFPay's once; a refund may be filed under its payment's. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void> {
    const seen = new Set<string>();
    for await (const row of this.#rows()) {
      const name = `${row.order_type} ${row.syssn}`;
      const isRepeated = row.syssn !== undefined && seen.has(name);
      seen.add(name);
      if (!isRepeated) yield row;
    }
  }

  /**
   * The first rows as an array.
   *
   * @param options `limit`: the most rows to take; it is required, because a range can hold any number
   * @throws QFPayError
   */
  async toArray(options: { readonly limit: number }): Promise<Row[]> {
    checkOptions(options, ARRAY_RULES);
    const rows: Row[] = [];
    for await (const row of this) {
      rows.push(row);
      if (rows.length >= options.limit) break;
    }
    return rows;
  }

  /** Page by page; a page that grows meanwhile shows a row twice. */
  async *#rows(): AsyncGenerator<Row, void> {
    for (const query of this.#queries()) {
      let isFull = true;
      const turn = new PageTurn();
      for (let number = 1; isFull; number += 1) {
        const page = await this.#page(query, number);
        isFull = page.isFull;
        if (turn.isStuck(page)) {
          throw unusable(page, `page ${number} with rows of the pages before it`);
        }
        yield* hideSecrets(page.reply.data);
      }
    }
  }

  /** One question for each calendar month. */
  #queries(): PageQuery[] {
    try {
      return valid('query', () => {
        // Whatever page a program asks for, this list turns the pages.
        const query: TransactionQuery & Pick<QueryRequest, 'page' | 'page_size'> = this.#query;
        const { start_time, end_time, page: _, page_size: __, ...filters } = query;
        return monthsOf({ start_time, end_time }).map((range) => ({ ...filters, ...range }));
      });
    } catch (error) {
      throw QFPayError.from(error);
    }
  }

  #page(query: PageQuery, page: number): Promise<Page> {
    const subject = { method: 'transactions.list' };
    const ask = () =>
      runCall(this.#context, subject, this.#options, async (session) => {
        const answer = await queryPage(query, page, session);
        if (answer.isAnswered) return answer;
        throw unusable(answer, `the list with ${answer.reply.respcd}, which says nothing`);
      });
    return inTurn(this.#context.settings.clock, ask);
  }
}

function unusable({ reply, httpStatus, ...page }: Page, what: string): AnswerError {
  const raw = hideSecrets(page.raw);
  const facts = { requestSent: 'yes', operation: 'query', httpStatus, raw } as const;
  return new AnswerError('ERR_QF_UNREADABLE_ANSWER', `The gateway answered ${what}.`, {
    ...facts,
    respcd: reply.respcd,
  });
}

const ARRAY_RULES: OptionRules = {
  limit: {
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
    expected: 'a whole number from 1',
    required: true,
  },
};
