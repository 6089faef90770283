// Severities by plan (S2), and the promise that a severity makes, at the moment it is chosen (S3, S7).
import type { Plan } from "../../support/accounts.ts";
import type { CreateCasePage, Severity } from "../../support/pages/create-case.ts";
import { expect, test } from "../../support/test.ts";
import { moment } from "../../support/time.ts";

const severities: Severity[] = ["low", "normal", "high", "urgent", "critical"];

const allowed: Record<Plan, Severity[]> = {
  basic: ["low"],
  developer: ["low", "normal"],
  business: ["low", "normal", "high", "urgent"],
  "enterprise-on-ramp": severities,
  enterprise: severities,
};

for (const [plan, open] of Object.entries(allowed) as [Plan, Severity[]][]) {
  test.describe(`on ${plan}`, () => {
    test.use({ plan });

    test(`S2: ${open.join(", ")} can be chosen, the others are shown with their plan`, async ({
      account,
      signIn,
      form,
    }) => {
      await signIn(account.root);
      await form.open("?type=account-and-billing");
      for (const severity of severities) {
        const radio = form.severity(severity);
        if (open.includes(severity)) {
          await expect(radio).toBeEnabled();
        } else {
          await expect(radio).toBeDisabled();
          await expect(radio).toHaveAccessibleDescription(/Included from the \S+( On-Ramp)? plan on\./);
        }
      }
    });
  });
}

/** What the page asks the server for; it also sets the page's clock. */
interface Hours {
  now: string;
  business: { language: string; spans: { start: string; end: string; state: string }[] }[];
}

/** Opens the form, and tells with which hours. */
async function openWithHours(form: CreateCasePage, query: string): Promise<Hours> {
  const answer = form.page.waitForResponse("**/api/hours");
  await form.open(query);
  return (await (await answer).json()) as Hours;
}

/** The device's clock, far off, so that only the server's can be right; and it stands still. */
const WRONG = new Date("2001-01-01T00:00:00Z");

const HOUR = 3_600_000;

/** When `time` of open hours have passed, computed apart from the rules. */
function dueAfter(time: number, from: number, spans: Hours["business"][number]["spans"]): number {
  let left = time;
  for (const span of spans) {
    const [start, end] = [Math.max(Date.parse(span.start), from), Date.parse(span.end)];
    if (span.state !== "open" || end <= start) continue;
    if (left <= end - start) return start + left;
    left -= end - start;
  }
  throw new Error("the hours end before the target does");
}

test("S7: choosing a severity shows at once when the first response is due, in the account's zone, and how that was computed", async ({
  accounts,
  signIn,
  form,
  page,
}) => {
  const account = await accounts.create({ plan: "business", country: "IN" });
  await signIn(account.root);
  await page.clock.setFixedTime(WRONG);
  const now = Date.parse((await openWithHours(form, "?type=account-and-billing")).now);
  await expect(form.promise).toContainText("Choose a severity");

  await form.severity("high").check();
  await expect(form.promise).toContainText(moment(now + 4 * HOUR, "Asia/Kolkata", "en"));
  await expect(form.promise).toContainText("If you submit now: in 4 hours.");
  await expect(form.promise).toContainText("How this is counted");
  await expect(form.fact("Target")).toHaveText("4 hours, around the clock");
  await expect(form.promise).toContainText("Times are in the time zone Asia/Kolkata.");

  await form.severity("urgent").check();
  await expect(form.promise).toContainText(moment(now + HOUR, "Asia/Kolkata", "en"));
  await expect(form.fact("Target")).toHaveText("1 hour, around the clock");
});

test.describe("on Developer", () => {
  test.use({ plan: "developer" });

  test("S3: business hours count, in the hours of the contact language; S7: what does not count is told", async ({
    account,
    signIn,
    form,
    page,
  }) => {
    await signIn(account.root);
    await page.clock.setFixedTime(WRONG);
    const english = await openWithHours(form, "?type=account-and-billing");
    const due = (time: number, hours: Hours, language: string) => {
      const spans = hours.business.find((one) => one.language === language)?.spans ?? [];
      return moment(dueAfter(time, Date.parse(hours.now), spans), "America/New_York", "en");
    };

    await form.severity("low").check();
    await expect(form.promise).toContainText(due(24 * HOUR, english, "en"));
    await expect(form.fact("Target")).toHaveText("24 hours of business hours");
    await expect(form.fact("Not counted").filter({ hasText: "Outside business hours" })).toHaveText(/ · \d+ hours?/);
    await expect(form.promise).toContainText("Business hours are those for answers in English");

    await form.severity("normal").check();
    await expect(form.promise).toContainText(due(12 * HOUR, english, "en"));

    const japanese = await openWithHours(form, "?step=contact");
    await form.contactLanguage.selectOption("Japanese");
    await form.steps.getByRole("link", { name: "Your question" }).click();
    await expect(form.promise).toContainText(due(12 * HOUR, japanese, "ja"));
    await expect(form.promise).toContainText("Business hours are those for answers in Japanese");
  });
});

test.describe("on Basic", () => {
  test.use({ plan: "basic" });

  test("S2: low promises no time, and says so", async ({ account, signIn, form }) => {
    await signIn(account.root);
    await form.open("?type=account-and-billing");
    await form.severity("low").check();
    await expect(form.promise).toContainText("Your plan promises no response time.");
  });

  test("C7: that copies go to the Operations contact is told", async ({ accounts, signIn, form }) => {
    const account = await accounts.create({ plan: "basic", operationsContact: "ops@example.com" });
    await signIn(account.root);
    await form.open("?type=account-and-billing");
    const copies = "Copies of the correspondence go to your Operations contact, ops@example.com.";
    await expect(form.promise).toContainText(copies);
    await form.caseType("quota").check();
    await expect(form.promise).not.toContainText("ops@example.com");
  });
});
