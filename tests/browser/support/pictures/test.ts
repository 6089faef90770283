// The fixtures of the tests that compare pictures: a browser that draws the same everywhere, a page that is the same at every
// time, and the comparison itself, in each width and theme.
import path from "node:path";
import type { LaunchOptions, Page } from "@playwright/test";
import { launchOptions } from "../browser.ts";
import { test as base, expect } from "../test.ts";
import { Still } from "./still.ts";

const WIDTHS = [360, 768, 1440];
const THEMES = ["light", "dark"] as const;

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
      await expect.soft(page).toHaveScreenshot(`${state}-${width}-${colorScheme}.png`, { fullPage: true });
    }
  }
}

export { expect };
