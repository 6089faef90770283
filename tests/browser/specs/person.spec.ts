// A person without a pointer, on a phone's screen: opens a case of each type, from signing in to the case's page, and sees
// at every stop where they are.
import type { CreateCasePage } from "../support/pages/create-case.ts";
import { KeyboardJourney } from "../support/keyboard-journey.ts";
import { expect, test } from "../support/test.ts";

const log = { name: "server.log", mimeType: "text/plain", buffer: Buffer.from("It stopped at noon.\n".repeat(200)) };

/** What this person answers, in the catalogue's own words. */
const answers = {
  en: {
    languages: { en: "English", ja: "Japanese" },
    payment: {
      service: { typed: "a", name: "Payment methods" },
      category: "Payment not recorded",
      subject: "A payment is not recorded",
      description: "We paid on the fifth; the invoice still shows as open.",
      invoice: "Invoice number",
      date: "Date of the charge",
      method: "Payment method",
      card: "Credit or debit card",
    },
    instance: {
      service: { typed: "ec2", name: "Elastic Compute Cloud (EC2): Windows" },
      category: "Instance connectivity",
      subject: "No connection to the instance",
      description: "Since this morning nothing answers.\nNothing was changed.",
      ids: "Instance IDs",
      region: { typed: "europe", name: "Europe (Frankfurt)" },
    },
    quota: {
      limitType: { typed: "ec2", name: "Elastic Compute Cloud (EC2): Spot" },
      limits: ["Standard (A, C, D, H, I, M, R, T, Z) Spot requests", "G and VT Spot requests"],
      region: { typed: "asia", name: "Asia Pacific (Tokyo)" },
      description: "A new system that calculates at night.",
    },
  },
  ja: {
    languages: { en: "英語", ja: "日本語" },
    payment: {
      service: { typed: "い", name: "お支払い方法" },
      category: "入金の未反映",
      subject: "入金が反映されていません",
      description: "5 日に支払いましたが、請求書は未払いのままです。",
      invoice: "請求書番号",
      date: "課金日",
      method: "お支払い方法",
      card: "クレジットカードまたはデビットカード",
    },
    instance: {
      service: { typed: "ec2", name: "Elastic Compute Cloud (EC2): Windows" },
      category: "インスタンスへの接続",
      subject: "インスタンスに接続できません",
      description: "今朝から応答がありません。\n設定は変更していません。",
      ids: "インスタンス ID",
      region: { typed: "欧州", name: "欧州 (フランクフルト)" },
    },
    quota: {
      limitType: { typed: "ec2", name: "Elastic Compute Cloud (EC2): スポット" },
      limits: ["標準（A、C、D、H、I、M、R、T、Z）のスポットリクエスト", "G、VT のスポットリクエスト"],
      region: { typed: "アジア", name: "アジアパシフィック (東京)" },
      description: "夜間に計算を行う新しいシステムのためです。",
    },
  },
};

/** A row of the quota increase. */
function row(form: CreateCasePage, number: number) {
  const group = form.request(number);
  return { region: form.region(group), limit: form.limit(group), newValue: form.newValue(group) };
}

for (const locale of ["en-US", "ja-JP"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    const way = colorScheme === "light" ? "past the header" : "through the header";
    test.describe(`by keyboard on a phone's screen: ${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 780 }, contextOptions: { reducedMotion: "reduce" } });

      test("T1: an account and billing case", async ({ account, language, page }) => {
        const person = new KeyboardJourney(page, language);
        const { form } = person;
        const { languages, payment } = answers[language];
        await person.signIn(account);
        await person.openForm(way);
        await person.classify("billing", payment.service, payment.category, "normal");
        await person.type(form.subject, payment.subject);
        await person.type(form.description, payment.description);
        await person.type(page.getByRole("textbox", { name: payment.invoice }), "INV-2026-10");
        await person.type(page.getByLabel(payment.date), "2025-10-05");
        await person.choose(page.getByLabel(payment.method), payment.card);
        await person.attach(log);
        await person.contact(languages[language], "web");
        const caseId = await person.reviewAndSubmit([payment.subject, payment.card, "INV-2026-10", "server.log"]);
        expect(caseId).toMatch(new RegExp(`^case-${account.id}-mu${language}-\\d{4}-[0-9a-f]{16}$`));
        await person.find(caseId, payment.subject, log);
      });

      test("T1: a technical case, with a call in the other language", async ({ account, language, page }) => {
        const person = new KeyboardJourney(page, language);
        const { form } = person;
        const { languages, instance } = answers[language];
        const other = language === "en" ? "ja" : "en";
        await person.signIn(account);
        await person.openForm(way);
        await person.classify("technical", instance.service, instance.category, "urgent");
        await person.type(form.subject, instance.subject);
        await person.type(form.description, instance.description);
        await person.type(page.getByRole("textbox", { name: instance.ids }), "i-0abcd1234ef567890");
        await person.search(form.region(page.getByRole("main")), instance.region);
        await person.attach(log);
        await person.contact(languages[other], "phone");
        await person.type(form.phone, "(206) 555-0100");
        await person.type(form.extension, "42");
        await person.type(form.contacts, "kai@example.com");
        const caseId = await person.reviewAndSubmit([instance.subject, "i-0abcd1234ef567890", "server.log", "kai@example.com"]);
        expect(caseId).toMatch(new RegExp(`^case-${account.id}-mu${other}-`));
        await person.find(caseId, instance.subject, log);
      });

      test("T1: a quota increase of two limits", async ({ account, language, page }) => {
        const person = new KeyboardJourney(page, language);
        const { form } = person;
        const { languages, quota } = answers[language];
        const [first, second] = [row(form, 1), row(form, 2)];
        await person.signIn(account);
        await person.openForm(way);
        await person.classify("quota", quota.limitType, undefined, "low");
        await person.search(first.region, quota.region);
        await person.choose(first.limit, quota.limits[0] ?? "");
        await person.type(first.newValue, "640");
        await person.press(form.addRequest);
        await expect(second.region).toBeFocused();
        await person.choose(second.limit, quota.limits[1] ?? "");
        await person.type(second.newValue, "640");
        await person.type(form.caseDescription, quota.description);
        await person.attach(log);
        await person.contact(languages[language], "web");
        const caseId = await person.reviewAndSubmit([quota.limitType.name, ...quota.limits, "server.log"]);
        expect(caseId).toMatch(new RegExp(`^case-${account.id}-mu${language}-`));
        await person.find(caseId, quota.limitType.name, log);
      });
    });
  }
}
