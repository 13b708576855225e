// Weighs what was built against what a phone should have to carry, and fails when it is too heavy.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url);
const KB = 1024;
const LIMIT = { start: 30 * KB, route: 8 * KB, script: 120 * KB, style: 10 * KB, font: 35 * KB };
/** What someone meets first: the door, or one of the homes. */
const FIRST = /_door-|features\/home\//;

const read = (name) => readFileSync(new URL(name, DIST));
const weigh = (name) => gzipSync(read(name), { level: 9 }).length;
const manifest = JSON.parse(read('.vite/manifest.json'));
const assets = readdirSync(new URL('assets/', DIST)).map((name) => `assets/${name}`);

/** The files that come with one chunk, itself included. */
function filesOf(key, seen = new Set()) {
  const { file, imports = [] } = manifest[key];
  if (!seen.has(file)) {
    seen.add(file);
    for (const each of imports) filesOf(each, seen);
  }
  return seen;
}

const total = (files) => [...files].reduce((sum, file) => sum + weigh(file), 0);
const entry = filesOf('index.html');
const rows = [];
const hold = (what, bytes, limit) => rows.push({ what, bytes, limit, over: bytes > limit });

const lazy = [...new Set(Object.values(manifest).flatMap(({ dynamicImports = [] }) => dynamicImports))];
const firsts = lazy.filter((key) => FIRST.test(key));
if (firsts.length < 5) throw new Error(`Of the door and the four homes only these were found: ${firsts.join(', ')}`);
for (const key of firsts) hold(`start with ${manifest[key].name}`, total(new Set([...entry, ...filesOf(key)])), LIMIT.start);
for (const key of lazy) hold(manifest[key].name, total([...filesOf(key)].filter((file) => !entry.has(file))), LIMIT.route);
hold('all scripts', total(assets.filter((name) => name.endsWith('.js'))), LIMIT.script);
hold('all styles', total(assets.filter((name) => name.endsWith('.css'))), LIMIT.style);
const fonts = assets.filter((name) => name.endsWith('.woff2'));
hold('fonts', fonts.reduce((sum, name) => sum + read(name).length, 0), LIMIT.font);

/** Of each kind, whatever is too heavy, and the heaviest. */
const worst = new Map();
for (const row of rows) if (row.bytes > (worst.get(row.limit)?.bytes ?? 0)) worst.set(row.limit, row);
for (const { what, bytes, limit, over } of rows.filter((row) => row.over || worst.get(row.limit) === row)) {
  process.stdout.write(`${over ? 'TOO HEAVY ' : ''}${what}: ${(bytes / KB).toFixed(1)} of ${limit / KB} KB\n`);
}
if (fonts.length !== 1) process.stdout.write(`TOO MANY fonts: ${fonts.length}\n`);
process.exitCode = rows.some(({ over }) => over) || fonts.length !== 1 ? 1 : 0;
