// How the suite's browser is started.
import type { LaunchOptions } from "@playwright/test";

export const launchOptions: LaunchOptions & { args: string[] } = {
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
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
};
