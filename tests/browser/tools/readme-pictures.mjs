// Takes the pictures that README.md opens with, of a running demo: the form, half filled in, in both themes.
//
//   node tools/readme-pictures.mjs http://127.0.0.1:8080 ../../.github
import { chromium } from "playwright-core";

const [base = "http://127.0.0.1:8080", folder = "../../.github"] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [colorScheme, name] of [["light", "create-case"], ["dark", "create-case-dark"]]) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 1000 }, colorScheme, locale: "en-US" });
  const signIn = await context.request.post(`${base}/api/sign-in`, {
    data: { kind: "root", email: "root@marlow.example", password: "casework-demo" },
  });
  if (!signIn.ok()) throw new Error(`sign-in answered ${signIn.status()}; is this \`casework demo\`?`);
  const page = await context.newPage();
  await page.goto(`${base}/cases/new`);
  await page.getByRole("radio", { name: "Technical" }).check();
  const service = page.getByRole("combobox", { name: "Service" });
  await service.fill("simple storage");
  await page.getByRole("listbox").getByRole("option").first().click();
  await page.getByRole("combobox", { name: "Category" }).click();
  await page.getByRole("listbox").getByRole("option").first().click();
  await page.getByRole("radio", { name: "Production system impaired" }).check();
  await page.getByRole("region", { name: "First response" }).getByText("How this is counted").waitFor();
  await page.evaluate(() => {
    document.activeElement.blur();
    scrollTo(0, 0);
  });
  await page.mouse.move(2, 2);
  await page.screenshot({ path: `${folder}/${name}.png`, animations: "disabled" });
  await context.close();
}
await browser.close();
