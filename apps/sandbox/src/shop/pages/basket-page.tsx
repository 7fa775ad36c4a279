import type { VNode } from 'preact';
import { type Line, MOST, totalOf } from '../basket.ts';
import { PAY_TYPES } from '../cashier/pay-types.ts';
import { CURRENCY, type Product } from '../catalogue.ts';
import { Frame, type Surroundings } from './frame.tsx';
import { money } from './money.ts';
import { Picture } from './picture.tsx';

/** What the basket shows. */
export interface BasketPageProps {
  readonly basket: readonly Line[];
  /** One for every time the page is made: two clicks on "pay" are one order. */
  readonly formKey: string;
  readonly surroundings: Surroundings;
}

/** What the visitor chose, and how to pay for it. */
export function BasketPage({ basket, formKey, surroundings }: BasketPageProps): VNode {
  return (
    <Frame title="Basket" place="basket" surroundings={surroundings}>
      <h1>Your basket</h1>
      {basket.length === 0 ? (
        <div class="card empty">
          <p>There is nothing in it yet.</p>
          <p>
            <a class="button" href="/">
              Choose a tea
            </a>
          </p>
        </div>
      ) : (
        <div class="halves">
          <ul class="card lines">
            {basket.map((line) => (
              <BasketLine key={line.product.id} line={line} />
            ))}
          </ul>
          <PayForm total={totalOf(basket)} formKey={formKey} />
        </div>
      )}
    </Frame>
  );
}

function BasketLine({ line: { product, quantity } }: { line: Line }): VNode {
  return (
    <li class="line">
      <Picture of={product.picture} />
      <div class="line-text">
        <strong>{product.name}</strong>
        <span class="soft">{money(product.price, CURRENCY)} each</span>
        <span class="stepper">
          <Step product={product} to={quantity - 1} sign="−" words="One less" />
          <span>{quantity}</span>
          <Step product={product} to={quantity + 1} sign="+" words="One more" />
        </span>
      </div>
      <span class="price">{money(product.price * quantity, CURRENCY)}</span>
    </li>
  );
}

interface StepProps {
  readonly product: Product;
  /** The quantity that it leads to. */
  readonly to: number;
  readonly sign: string;
  readonly words: string;
}

function Step({ product, to, sign, words }: StepProps): VNode {
  return (
    <form method="post" action="/basket">
      <input type="hidden" name="id" value={product.id} />
      <input type="hidden" name="then" value="/basket" />
      <button
        class="step"
        type="submit"
        name="quantity"
        value={to}
        disabled={to > MOST}
        aria-label={`${words}: ${product.name}`}
      >
        {sign}
      </button>
    </form>
  );
}

function PayForm({ total, formKey }: { total: number; formKey: string }): VNode {
  return (
    <form class="card pay-form" method="post" action="/orders">
      <input type="hidden" name="form_key" value={formKey} />
      <p class="total">
        <span>Total</span>
        <strong>{money(total, CURRENCY)}</strong>
      </p>
      <fieldset>
        <legend>Pay with</legend>
        {PAY_TYPES.map(({ code, name, about }, index) => (
          <label key={code} class="choice">
            <input type="radio" name="pay_type" value={code} checked={index === 0} />
            <span>
              <strong>{name}</strong>
              <span class="soft">{about}</span>
            </span>
            <span class="code soft">{code}</span>
          </label>
        ))}
      </fieldset>
      <button id="pay" class="button wide" type="submit">
        Pay {money(total, CURRENCY)}
      </button>
    </form>
  );
}
