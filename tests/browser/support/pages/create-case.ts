// The form that opens a case.
import { type Locator, expect } from "@playwright/test";
import { PageObject } from "./page-object.ts";

export type Severity = "low" | "normal" | "high" | "urgent" | "critical";
export type CaseType = "billing" | "technical" | "quota";
export type Channel = "web" | "chat" | "phone";

export class CreateCasePage extends PageObject {
  async open(query = ""): Promise<void> {
    await this.page.goto(`/cases/new${query}`);
    await expect(this.heading).toBeVisible();
  }

  /** The heading of the step that is shown, or of the opened case. */
  get heading(): Locator {
    return this.page.getByRole("main").getByRole("heading", { level: 2 }).first();
  }

  /** The steps, with links to those that are done. */
  get steps(): Locator {
    return this.page.getByRole("list", { name: this.words.steps });
  }

  // The first step.

  caseType(type: CaseType): Locator {
    return this.group(this.words.caseType).getByRole("radio", { name: this.words[type], exact: true });
  }

  get service(): Locator {
    return this.page.getByRole("combobox", { name: this.words.service, exact: true });
  }

  get limitType(): Locator {
    return this.page.getByRole("combobox", { name: this.words.limitType, exact: true });
  }

  get category(): Locator {
    return this.page.getByRole("combobox", { name: this.words.category, exact: true });
  }

  /** What the open searchable list offers. */
  get matches(): Locator {
    return this.page.getByRole("listbox", { name: this.words.choices }).getByRole("option");
  }

  severity(severity: Severity): Locator {
    return this.group(this.words.severity).getByRole("radio", { name: this.words.severities[severity], exact: true });
  }

  get solutions(): Locator {
    return this.page.getByRole("region", { name: this.words.solutions });
  }

  /** When the first response is due, and how that was computed. */
  get promise(): Locator {
    return this.page.getByRole("complementary").getByRole("region", { name: this.words.promise, exact: true });
  }

  // The second step.

  get subject(): Locator {
    return this.page.getByRole("textbox", { name: this.words.subject, exact: true });
  }

  get description(): Locator {
    return this.page.getByRole("textbox", { name: this.words.description, exact: true });
  }

  get caseDescription(): Locator {
    return this.page.getByRole("textbox", { name: this.words.caseDescription, exact: true });
  }

  /** A row of a quota increase, from 1. */
  request(number: number): Locator {
    return this.group(this.words.request(number));
  }

  get addRequest(): Locator {
    return this.page.getByRole("button", { name: this.words.addRequest });
  }

  removeRequest(number: number): Locator {
    return this.page.getByRole("button", { name: this.words.removeRequest(number), exact: true });
  }

  region(scope: Locator): Locator {
    return scope.getByRole("combobox", { name: this.words.region, exact: true });
  }

  limit(scope: Locator): Locator {
    return scope.getByRole("combobox", { name: this.words.limit, exact: true });
  }

  newValue(scope: Locator): Locator {
    return scope.getByRole("textbox", { name: this.words.newValue, exact: true });
  }

  get attach(): Locator {
    return this.page.getByLabel(this.words.attachFiles);
  }

  /** A file that is to be sent along. */
  file(name: string): Locator {
    return this.page.getByRole("list", { name: this.words.filesChosen }).getByRole("listitem").filter({ hasText: name });
  }

  removeFile(name: string): Locator {
    return this.page.getByRole("button", { name: this.words.removeFile(name), exact: true });
  }

  // The third step.

  get contactLanguage(): Locator {
    return this.page.getByRole("combobox", { name: this.words.contactLanguage, exact: true });
  }

  get channels(): Locator {
    return this.group(this.words.channel).getByRole("radio");
  }

  channel(channel: Channel): Locator {
    return this.group(this.words.channel).getByRole("radio", { name: this.words.channels[channel], exact: true });
  }

  get country(): Locator {
    return this.page.getByRole("combobox", { name: this.words.country, exact: true });
  }

  get phone(): Locator {
    return this.page.getByRole("textbox", { name: this.words.phone, exact: true });
  }

  get extension(): Locator {
    return this.page.getByRole("textbox", { name: new RegExp(`^${this.words.extension}`) });
  }

  get contacts(): Locator {
    return this.page.getByRole("textbox", { name: new RegExp(`^${this.words.contacts}`) });
  }

  // The way on.

  get nextDetails(): Locator {
    return this.button(this.words.nextDetails);
  }

  get nextContact(): Locator {
    return this.button(this.words.nextContact);
  }

  get nextReview(): Locator {
    return this.button(this.words.nextReview);
  }

  get submit(): Locator {
    return this.button(this.words.submit);
  }

  get back(): Locator {
    return this.page.getByRole("link", { name: this.words.back, exact: true });
  }

  get discard(): Locator {
    return this.button(this.words.discard);
  }

  /** What the form says of where the draft is kept. */
  saved(where: "device" | "account" | "retrying" | "signIn"): Locator {
    return this.page.getByRole("status").filter({ hasText: this.words.saved[where] });
  }

  get signInAgain(): Locator {
    return this.button(this.words.signInAgain);
  }

  /** The person's other drafts. */
  get otherDrafts(): Locator {
    return this.page.getByRole("status").filter({ has: this.page.getByRole("list") });
  }

  /** One of them. */
  otherDraft(subject: string): Locator {
    return this.otherDrafts.getByRole("listitem").filter({ hasText: subject });
  }

  continueWith(subject: string): Locator {
    return this.otherDraft(subject).getByRole("button", { name: this.words.continueWith(subject), exact: true });
  }

  discardOther(subject: string): Locator {
    return this.otherDraft(subject).getByRole("button", { name: this.words.discardOther(subject), exact: true });
  }

  get discardDialog(): Locator {
    return this.page.getByRole("dialog", { name: this.words.discardAsk });
  }

  /** What is wrong, after somebody wanted to go on. */
  get errorSummary(): Locator {
    return this.page.getByRole("region", { name: this.words.summary });
  }

  // The review, and the case.

  /** A part of the review, from 0. */
  part(number: number): Locator {
    return this.page.getByRole("main").getByRole("region", { name: this.words.stepNames[number] ?? "", exact: true });
  }

  edit(number: number): Locator {
    return this.page.getByRole("link", { name: this.words.edit(this.words.stepNames[number] ?? ""), exact: true });
  }

  /** The value beside a name, in a list of facts. */
  fact(name: string, scope: Locator = this.page.getByRole("main")): Locator {
    const term = scope.getByRole("term").filter({ hasText: new RegExp(`^${escaped(name)}$`) });
    // ARIA has no way from a term to its definition.
    return term.locator("xpath=following-sibling::dd");
  }

  // Several answers at once.

  /** Chooses in a searchable list, by clicking. */
  async choose(list: Locator, name: string): Promise<void> {
    await list.click();
    await list.fill(name);
    // An option may have a note beside its name.
    const named = this.page.getByText(name, { exact: true });
    await this.matches.filter({ has: named }).click();
    await expect(list).toHaveValue(name);
  }

  /** Answers the first step of a case with a category. */
  async classify(type: CaseType, service: string, category: string, severity: Severity): Promise<void> {
    await this.caseType(type).check();
    await this.choose(this.service, service);
    await this.choose(this.category, category);
    await this.severity(severity).check();
  }

  private button(name: string): Locator {
    return this.page.getByRole("main").getByRole("button", { name, exact: true });
  }

  private group(name: string): Locator {
    return this.page.getByRole("group", { name, exact: true });
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
