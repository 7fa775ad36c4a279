import { spawnSync } from 'node:child_process';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { decodeQR } from 'qr/decode.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Nothing that a test does not need, and no call to anybody. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const path: string | undefined = NAMES.map((name) =>
  String(spawnSync('sh', ['-c', `command -v ${name}`]).stdout).trim(),
).find((found) => found !== '');

/**
 * Whether there is a Chromium on the PATH. Without one the tests that need it are left out, and say so in their title;
 * with `CI` set they run all the same, and fail.
 */
export const hasBrowser =
  // biome-ignore lint/style/noProcessEnv: whether a missing browser is a failure is for the runner to say
  path !== undefined || Boolean(process.env['CI']);

/** Starts the machine's Chromium. */
export function openBrowser(): Promise<Browser> {
  if (path === undefined) throw new Error('There is no Chromium on the PATH.');
  return chromium.launch({ executablePath: path, args: FLAGS });
}

/** What a phone's camera reads off the screen. */
export async function scan(picture: Locator): Promise<string> {
  const png = await picture.screenshot();
  const image = await picture.page().context().newPage();
  try {
    return decodeQR(await pixels(image, png.toString('base64')), { timeLimit: 10_000 });
  } finally {
    await image.close();
  }
}

async function pixels(page: Page, png: string) {
  const { width, height, data } = await page.evaluate(async (source) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${source}`;
    await picture.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const pen = canvas.getContext('2d');
    if (pen === null) throw new Error('There is no canvas.');
    pen.drawImage(picture, 0, 0);
    const read = pen.getImageData(0, 0, picture.width, picture.height);
    return { width: read.width, height: read.height, data: [...read.data] };
  }, png);
  return { width, height, data: Uint8ClampedArray.from(data) };
}
