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

/** What is the same in every language: names of languages in themselves, and what people wrote. */
const everywhere = ["English", "日本語", billingDraft.subject, billingDraft.description];

test("a file more is a language more: every page speaks it, fits, and writes numbers and times as it does", async ({
  account,
  server,
  session,
  signIn,
  page,
}) => {
  const { caseId, displayId } = await session.createCase(billingDraft);
  const policy: unknown = await (await page.request.get(`${server.url}/api/policy`)).json();
  const known = new Set([...textsIn(policy), ...everywhere, displayId, account.id]);
  const { href: site } = new URL(test.info().project.use.baseURL ?? (await page.evaluate(() => location.origin)));
  const texts = await Translation.of(site, "ko");
});
