// The SPA built with one file more in `locales/`: English with other letters and longer words
// (crates/xtask/src/spa/pseudo_locale.rs). What shows no marks is written in a page; what is too long does not fit.
import { billingDraft } from "../support/api.ts";
import { expectFit } from "../support/axe.ts";
import { expect, test } from "../support/hosted.ts";
import { Translation, textsIn, unmarked } from "../support/translation.ts";

test.use({
  spa: process.env["CASEWORK_LANGUAGE_MORE"] ?? "../../target/xtask/language-more/dist",
  locale: "ko-KR",
  viewport: { width: 360, height: 800 },
  contextOptions: { reducedMotion: "reduce" },
});

/** What is the same in every language: the names of the others in themselves, what people wrote, and what is stored of a secret. */
const everywhere = ["English", "日本語", ...textsIn(billingDraft), "[REDACTED_BY_CASEWORK]-1111"];

test("a file more is a language more: every page speaks it, fits, and writes times as it does", async ({
  account,
  server,
  site,
  session,
  signIn,
  page,
}) => {
  const { caseId, displayId } = await session.createCase(billingDraft);
  const texts = await Translation.of(site.url, "ko");
  const policy: unknown = await (await page.request.get(`${server.url}/api/policy`)).json();
  const known = [...textsIn(policy), ...everywhere, account.name, account.root.email, caseId, displayId];
  /** Nothing but that language, and what is known to be the same in each; all of it within the window. */
  const expectTranslated = async (state: string) => {
    const left = (await unmarked(page)).flatMap((piece) => piece.split("·").map((part) => part.trim()));
    // Names of countries and languages are the browser's own.
    const foreign = left.filter((piece) => !/\p{Script=Hangul}/u.test(piece) && !known.some((one) => one.includes(piece)));
    expect.soft(foreign, `not translated, ${state}`).toEqual([]);
    await expectFit(page, state);
  };
  const heading = (name: string) => page.getByRole("heading", { name: texts.of(name), exact: true });
  const button = (name: string) => page.getByRole("button", { name: texts.of(name), exact: true });
  const field = (name: string) => page.getByRole("textbox", { name: texts.of(name), exact: true });
  const radio = (name: string) => page.getByRole("radio", { name, exact: true });

  await page.goto("/");
  await expect(heading("Sign in")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await button("Sign in").click();
  await expect(page.getByRole("alert").or(page.locator("[aria-invalid=true]")).first()).toBeVisible();
  await expectTranslated("sign-in, with faults");

  await signIn(account.root);
  await page.goto("/");
  await expect(heading("Support centre")).toBeVisible();
  await expect(page.getByRole("rowheader")).toContainText(billingDraft.subject ?? "");
  await expectTranslated("home");
  await page.goto("/cases");
  await expect(page.getByRole("rowheader")).toBeVisible();
  await expectTranslated("cases");
  await page.goto(`/cases/${caseId}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(billingDraft.subject ?? "");
  await expect(page.locator("time").first()).toContainText(/오전|오후/);
  await expectTranslated("a case");
  await page.goto("/plans");
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(5);
  await expectTranslated("plans");
  await page.goto("/account");
  await expect(button("Save contacts")).toBeVisible();
  await expectTranslated("account");

  await page.goto("/cases/new");
  await radio(texts.of("Technical")).check();
  await button("Next step: Additional information").click();
  await expect(heading("Please correct the following")).toBeVisible();
  await expectTranslated("first step, with faults");
  const service = page.getByRole("combobox", { name: texts.of("Service"), exact: true });
  await service.fill("ec2 linux");
  await service.press("Enter");
  const category = page.getByRole("combobox", { name: texts.of("Category"), exact: true });
  await category.fill("instance connectivity");
  await category.press("Enter");
  await radio("System impaired").check();
  await button("Next step: Additional information").click();
  await button("Next step: Solve now or contact us").click();
  await expect(heading("Please correct the following")).toBeVisible();
  await field("Description").fill("4111 1111 1111 1111");
  await expect(button("Keep it")).toBeVisible();
  await expectTranslated("second step, with faults and a secret");
  await page.goto("/cases/new?step=contact");
  // No agent answers in this language, so none is chosen yet.
  await expect(page.getByText(texts.of("Choose a contact language first"))).toBeVisible();
  await page.getByRole("combobox", { name: texts.of("Preferred contact language"), exact: true }).selectOption("English");
  await radio(texts.of("Phone")).check();
  await button("Next step: Review").click();
  await expect(heading("Please correct the following")).toBeVisible();
  await expectTranslated("third step, with faults");
  await page.goto("/cases/new?step=review");
  await expect(button("Submit")).toBeVisible();
  await expectTranslated("review");
});
