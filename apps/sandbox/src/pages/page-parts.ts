import type { Engine } from '../engine.ts';
import type { SeenRequest } from '../gateway/request-log.ts';

/** What the pages are made of. */
export interface PageParts {
  readonly engine: Engine;
  /** Where customers find the pages, without a slash at the end; ends up in the QR code. */
  readonly publicUrl: () => string;
  /** What the store calls itself. */
  readonly merchantName: (app_code: string) => string;
  /** The last gateway calls, oldest first. */
  readonly requests: () => readonly SeenRequest[];
}
