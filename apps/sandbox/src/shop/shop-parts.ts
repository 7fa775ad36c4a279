import type { Request } from 'express';
import type { Desk } from './cashier/desk.ts';
import type { Surroundings } from './pages/frame.tsx';

/** What the shop's routes are made of. */
export interface ShopParts extends Desk {
  /** What every page says around itself. */
  readonly surroundings: (request: Request) => Surroundings;
}
