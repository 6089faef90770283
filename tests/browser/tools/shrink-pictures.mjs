// Makes the pictures that were just taken anew a third of their size: a page has some two thousand colours, most of them shades
// of a letter's edge, and 256 of them are enough to be within the comparison's tolerance. Notes which browser drew them.
// `npm run pictures` calls it.
import { execFileSync } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import sharp from "sharp";

const folder = new URL("../pictures/", import.meta.url);
/** Where a PNG says what its pixels are, and what it says when they are places in a palette. */
const [COLOUR_TYPE, PALETTE] = [25, 3];

const printed = execFileSync(process.env["CHROMIUM"] ?? "/usr/bin/chromium", ["--version"], { encoding: "utf8" });
const version = /\d+(\.\d+){3}/.exec(printed)?.[0];
if (version === undefined) throw new Error(`the browser does not tell its version: ${printed}`);
await writeFile(new URL("browser.txt", folder), `${version}\n`);

for (const name of await readdir(folder)) {
  if (!name.endsWith(".png")) continue;
  const file = new URL(name, folder);
  const taken = await readFile(file);
  // One that was made small before stays as it is, to the byte.
  if (taken[COLOUR_TYPE] === PALETTE) continue;
  const small = await sharp(taken).png({ palette: true, colours: 256, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer();
  await writeFile(file, small);
  console.log(`${name}: ${taken.length} bytes, now ${small.length}`);
}
