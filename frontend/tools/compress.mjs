// Puts a .gz and a .br beside each file that gains by it, so that a server has them ready to send.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url);
const WORTH = /\.(?:js|css|html|svg|txt)$/;

for (const name of readdirSync(DIST, { recursive: true }).map(String)) {
  if (!WORTH.test(name)) continue;
  const file = new URL(name.replaceAll('\\', '/'), DIST);
  const bytes = readFileSync(file);
  writeFileSync(new URL(`${file.href}.gz`), gzipSync(bytes, { level: 9 }));
  writeFileSync(new URL(`${file.href}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
