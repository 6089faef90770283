// The fixtures of the tests that compare pictures: a browser that draws the same everywhere, a page that is the same at every
// time, and the comparison itself, in each width and theme.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { LaunchOptions, Page } from "@playwright/test";
import { launchOptions } from "../browser.ts";
import { test as base, expect } from "../test.ts";
import { Still } from "./still.ts";

const WIDTHS = [360, 768, 1440];
const THEMES = ["light", "dark"] as const;

/**
 * How much a page may differ from its picture: `threshold` is how far a pixel may be from its shade (0.03 is some 8 of 255
 * steps of grey), `maxDiffPixelRatio` the share of the pixels that may be farther.
 *
 * Two runs of one browser give the same pixels, and what is lost where pictures are made small is within an eighth of this: of a
 * thousand pixels a fifth of one may differ, which is less than a word of a small text. Another version of the browser draws the
 * edges of letters and corners a little differently; still, nothing may be of another size, and hardly anything elsewhere.
 */
const TOLERANCE = {
  sameBrowser: { threshold: 0.03, maxDiffPixelRatio: 0.0002 },
  otherBrowser: { threshold: 0.15, maxDiffPixelRatio: 0.005 },
};

/** The version of the browser that drew the pictures. */
const drawnBy = readFileSync(path.join(import.meta.dirname, "../../pictures/browser.txt"), "utf8").trim();

interface Fixtures {
  /** The page of the test's account, at rest. */
  still: Still;
  /** Compares the page as it stands with its pictures, of which the name tells the state. */
  compare: (state: string) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  still: [async ({ page, account }, use) => use(await Still.between(page, account)), { auto: true }],
  compare: async ({ page }, use) => use((state) => compare(page, state)),
});

/** What `test.use` has to be given, at the head of the file: the browser with the suite's own fonts. */
export const drawing: { launchOptions: LaunchOptions; contextOptions: { reducedMotion: "reduce" }; deviceScaleFactor: number } = {
  launchOptions: {
    ...launchOptions,
    args: [...launchOptions.args, "--font-render-hinting=none", "--disable-font-subpixel-positioning", "--disable-lcd-text", "--force-color-profile=srgb"],
    env: { ...process.env, FONTCONFIG_FILE: path.join(import.meta.dirname, "fonts.conf") } as Record<string, string>,
  },
  contextOptions: { reducedMotion: "reduce" },
  deviceScaleFactor: 1,
};

async function compare(page: Page, state: string): Promise<void> {
  const tolerance = page.context().browser()?.version() === drawnBy ? TOLERANCE.sameBrowser : TOLERANCE.otherBrowser;
  for (const width of WIDTHS) {
    for (const colorScheme of THEMES) {
      await page.setViewportSize({ width, height: width < 700 ? 780 : 900 });
      await page.emulateMedia({ colorScheme });
      // The header stands at the top of the page, not where the page was scrolled to; no control looks as under a pointer.
      await page.mouse.move(0, 0);
      await page.evaluate(async () => {
        scrollTo(0, 0);
        await document.fonts.ready;
      });
      await expect(page.locator(".skeleton")).toHaveCount(0);
      await expect.soft(page).toHaveScreenshot(`${state}-${width}-${colorScheme}.png`, { fullPage: true, ...tolerance });
    }
  }
}

export { expect };
