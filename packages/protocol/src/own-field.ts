/** Sets a field as its own, also one that is called `__proto__`. */
export function setOwn<Value>(object: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__') Object.defineProperty(object, name, { ...PLAIN, value });
  else object[name] = value;
}

const PLAIN = { enumerable: true, configurable: true, writable: true };
