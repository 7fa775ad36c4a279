import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MerchantFile, MerchantOptions } from './merchants.ts';

/** `<folder>/merchants.json`, readable by its owner only, replaced as a whole. */
export function merchantFile(folder: string): MerchantFile {
  const path = join(folder, 'merchants.json');
  return {
    read: () =>
      existsSync(path)
        ? (JSON.parse(readFileSync(path, 'utf8')) as readonly MerchantOptions[])
        : undefined,
    write: (merchants) => {
      mkdirSync(folder, { recursive: true });
      const next = `${path}.new`;
      writeFileSync(next, `${JSON.stringify(merchants, null, 2)}\n`, { mode: 0o600 });
      renameSync(next, path);
    },
  };
}
