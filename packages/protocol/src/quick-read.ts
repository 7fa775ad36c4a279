import type * as z from 'zod';

/** What a schema makes of a value, or `UNSURE`. */
export type QuickRead = (value: unknown) => unknown;

/** Only the schema itself can tell, and what is wrong if something is. */
export const UNSURE: unique symbol = Symbol('unsure');

const unsure: QuickRead = () => UNSURE;

/**
 * The short way to the values that fit, by the schema's own rules: zod makes an account for every value of what may be
 * wrong with it, which takes longer than to look at one that is right.
 */
export function quickRead(schema: z.core.$ZodType): QuickRead {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional') return ofOptional(quickRead(def.innerType), readerIn(def));
  if (def.type === 'pipe') return ofPreprocessed(def);
  const isRight = kindOf(schema as z.core.$ZodTypes);
  return isRight === undefined ? unsure : ofScalar(isRight, checksOf(schema));
}

/** Whether every text but the empty one is right and stays itself, as in most fields of a reply. */
export function keepsText({ _zod: { def } }: z.core.$ZodType): boolean {
  return 'keepsText' in def && def.keepsText === true;
}

/** What a field of a reply is read by before it is judged. */
function readerIn(def: z.core.$ZodOptionalDef): QuickRead {
  return 'read' in def ? (def.read as QuickRead) : (value) => value;
}

function ofOptional(inner: QuickRead, read: QuickRead): QuickRead {
  return (value) => {
    const present = read(value);
    return present === undefined ? undefined : inner(present);
  };
}

function ofPreprocessed(def: z.core.$ZodPipeDef): QuickRead {
  const { def: first } = (def.in as z.core.$ZodTypes)._zod;
  if (first.type !== 'transform' || first.transform.length > 1) return unsure;
  const transform = first.transform as unknown as QuickRead;
  const inner = quickRead(def.out);
  return (value) => inner(transform(value));
}

type Judge = (value: unknown) => boolean;

function kindOf({ _zod }: z.core.$ZodTypes): Judge | undefined {
  switch (_zod.def.type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return (value) => Number.isFinite(value);
    case 'enum':
    case 'literal': {
      const values: ReadonlySet<unknown> = _zod.values as Set<unknown>;
      return (value) => values.has(value);
    }
    default:
      return undefined;
  }
}

/** `z.int()` is a check of its own. */
function checksOf({ _zod }: z.core.$ZodType): readonly z.core.$ZodCheck[] {
  const own = 'check' in _zod ? [{ _zod } as unknown as z.core.$ZodCheck] : [];
  return [...own, ...(_zod.def.checks ?? [])];
}

function ofScalar(isRight: Judge, checks: readonly z.core.$ZodCheck[]): QuickRead {
  if (checks.length === 0) return (value) => (isRight(value) ? value : UNSURE);
  return (value) => {
    if (!isRight(value)) return UNSURE;
    const account: z.core.ParsePayload<never> = { value: value as never, issues: [] };
    for (const check of checks) {
      const waits = check._zod.check(account) instanceof Promise;
      if (waits || account.issues.length > 0) return UNSURE;
    }
    return account.value;
  };
}
