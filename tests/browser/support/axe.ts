// What no page may have: a violation of WCAG 2.2 AA that axe finds, or something wider than the window.
import { AxeBuilder } from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Checks the page as it stands; `state` names it when something is wrong. */
export async function expectFit(page: Page, state: string): Promise<void> {
  await showWhole(page);
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${help}: ${target.join(" ")}: ${any[0]?.message ?? ""}`),
  );
  expect.soft(told, `axe, ${state}`).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(overflow, `pixels wider than the window, ${state}`).toBe(0);
}

/** Makes the window as high as its page: what stands under the header at one place of the scroll bar is not covered. */
async function showWhole(page: Page): Promise<void> {
  const width = page.viewportSize()?.width ?? 1280;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, 800) });
}
