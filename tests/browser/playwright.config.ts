// How the suite runs: the real server binary and Debian's Chromium, no test tried twice.
import { defineConfig } from "@playwright/test";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

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
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    browserName: "chromium",
    launchOptions: {
      executablePath: chromium,
      // Chromium refuses to run as root with its sandbox; the pages are our own.
      chromiumSandbox: false,
      args: [
        "--disable-gpu",
        // How dates are typed follows the browser's own language, not the page's.
        "--lang=en-US",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
    locale: "en-US",
    // Far from every account's own zone: what is shown in the device's zone by mistake stands out.
    timezoneId: "Pacific/Auckland",
    // A service worker would answer in the place of what a test puts between page and API.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
