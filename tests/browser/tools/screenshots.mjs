// Takes pictures of every page of a running Casework, in each width, theme and language, and checks each with axe.
//
//   node tools/screenshots.mjs http://127.0.0.1:8080 /tmp/pictures [--only home,plans] [--width 360] [--theme dark] [--language ja]
//
// Signs in with CASEWORK_EMAIL and CASEWORK_PASSWORD (the defaults are those of `casework demo`'s Business account).
import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    width: { type: "string" },
    theme: { type: "string" },
    language: { type: "string" },
    axe: { type: "boolean", default: false },
  },
});
const [base = "http://127.0.0.1:8080", folder = "/tmp/pictures"] = positionals;
const wanted = (option, all) => (option ? option.split(",") : all);
const widths = wanted(values.width, ["360", "768", "1440"]).map(Number);
const themes = wanted(values.theme, ["light", "dark"]);
const languages = wanted(values.language, ["en", "ja"]);

const email = process.env.CASEWORK_EMAIL ?? "root@marlow.example";
const password = process.env.CASEWORK_PASSWORD ?? "casework-demo";

/** Every page: its name, and how one gets there. */
const pages = {
  "sign-in": { signedIn: false, open: (page) => page.goto(`${base}/sign-in`) },
  "sign-in-user": {
    signedIn: false,
    open: async (page) => {
      await page.goto(`${base}/sign-in`);
      await page.locator("#who-user").check();
      await page.locator("form button[type=submit]").click();
      await page.locator("#error-summary").waitFor();
    },
  },
  home: { open: (page) => page.goto(`${base}/`) },
  cases: { open: (page) => page.goto(`${base}/cases`) },
  case: {
    open: async (page) => {
      await page.goto(`${base}/cases`);
      await page.locator("tbody a").first().click();
      await page.locator(".correspondence").waitFor();
    },
  },
  "create-case": { open: (page) => page.goto(`${base}/cases/new`) },
  plans: { open: (page) => page.goto(`${base}/plans`) },
  "not-found": { open: (page) => page.goto(`${base}/nowhere`) },
  menu: {
    open: async (page) => {
      await page.goto(`${base}/`);
      await page.locator(".account-button").click();
    },
  },
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
});
await mkdir(folder, { recursive: true });
const names = wanted(values.only, Object.keys(pages));
let failed = false;
for (const language of languages) {
  for (const theme of themes) {
    for (const width of widths) {
      const context = await browser.newContext({
        viewport: { width, height: width < 700 ? 780 : 900 },
        colorScheme: theme,
        locale: language,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      page.on("console", (message) => message.type() === "error" && console.log(`  console: ${message.text()}`));
      page.on("pageerror", (error) => console.log(`  page error: ${error.message}`));
      let signedIn = false;
      for (const name of [...names].sort((a, b) => Number(pages[a].signedIn !== false) - Number(pages[b].signedIn !== false))) {
        const wants = pages[name].signedIn !== false;
        if (wants && !signedIn) {
          await page.goto(`${base}/sign-in`);
          await page.locator("#email").fill(email);
          await page.locator("#password").fill(password);
          await page.locator("form button[type=submit]").click();
          await page.locator(".account-button").waitFor();
          signedIn = true;
        }
        await pages[name].open(page);
        await page.locator("h1").waitFor();
        await page.waitForLoadState("networkidle");
        await page.screenshot({ path: `${folder}/${name}-${width}-${theme}-${language}.png`, fullPage: true });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) console.log(`${name} ${width} ${theme} ${language}: ${overflow} px wider than the window`);
        if (values.axe) {
          const { violations } = await new AxeBuilder({ page }).analyze();
          for (const violation of violations) {
            failed = true;
            console.log(`${name} ${width} ${theme} ${language}: ${violation.id}: ${violation.help}`);
            for (const node of violation.nodes) console.log(`    ${node.target.join(" ")}  ${node.any[0]?.message ?? ""}`);
          }
        }
      }
      await context.close();
    }
  }
}
await browser.close();
process.exitCode = failed ? 1 : 0;
