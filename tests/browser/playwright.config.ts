// How the suite runs: the real server binary and Debian's Chromium, no test tried twice.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./support/browser.ts";

export default defineConfig({
  testDir: "specs",
  outputDir: "results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: "list",
  // Room for a slow, shared machine; no test asserts how long anything takes.
  timeout: 120_000,
  expect: {
    timeout: 15_000,
    toHaveScreenshot: { animations: "disabled", caret: "hide", scale: "css" },
  },
  snapshotPathTemplate: "pictures/{arg}{ext}",
  use: {
    actionTimeout: 15_000,
    browserName: "chromium",
    launchOptions,
    locale: "en-US",
    // Far from every account's own zone: what is shown in the device's zone by mistake stands out.
    timezoneId: "Pacific/Auckland",
    // A service worker would answer in the place of what a test puts between page and API.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
