// Somebody who opens a case by keyboard: from signing in to the page of the case, in sight at every stop.
import { readFile } from "node:fs/promises";
import { type Locator, type Page, expect } from "@playwright/test";
import type { Account } from "./accounts.ts";
import { expectInSight } from "./in-sight.ts";
import { Keyboard } from "./keyboard.ts";
import { CaseListPage } from "./pages/case-list.ts";
import { CasePage } from "./pages/case.ts";
import { type CaseType, type Channel, CreateCasePage, type Severity } from "./pages/create-case.ts";
import { HomePage } from "./pages/home.ts";
import { Shell } from "./pages/shell.ts";
import { SignInPage } from "./pages/sign-in.ts";
import type { Language, Words } from "./words.ts";

/** A name in a searchable list, and what one types to have it among others. */
export interface Searched {
  typed: string;
  name: string;
}

/** A file on the person's device. */
export interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export class KeyboardJourney {
  readonly form: CreateCasePage;
  private readonly words: Words;
  private readonly keyboard: Keyboard;

  constructor(
    readonly page: Page,
    private readonly language: Language,
  ) {
    this.form = new CreateCasePage(page, language);
    this.words = this.form.words;
    this.keyboard = new Keyboard(page, (key) => this.look(key));
  }

  /** Signs in at the home page, and is there. */
  async signIn({ root }: Account): Promise<void> {
    const [home, signIn] = [new HomePage(this.page, this.language), new SignInPage(this.page, this.language)];
    await home.open();
    await expect(signIn.title).toHaveText(this.words.signIn);
    await this.keyboard.type(signIn.email, root.email);
    await this.keyboard.type(signIn.password, root.password);
    await this.page.keyboard.press("Enter");
    await this.arriveAt(home.title, this.words.home);
  }

  /** Comes to the home page anew, and goes to the form. */
  async openForm(way: "past the header" | "through the header"): Promise<void> {
    const home = new HomePage(this.page, this.language);
    await home.open();
    await expect(home.title).toHaveText(this.words.home);
    if (way === "past the header") {
      await this.keyboard.press(new Shell(this.page, this.language).skip);
      await expect(this.page.getByRole("main")).toBeFocused();
      await this.look("the skip link");
    }
    await this.keyboard.press(home.createCase);
    await this.arriveAt(this.form.title, this.words.createCase);
  }

  /** Answers the first step. */
  async classify(type: CaseType, service: Searched, category: string | undefined, severity: Severity): Promise<void> {
    const { form, keyboard, words } = this;
    await keyboard.chooseRadio(this.group(words.caseType), form.caseType(type));
    await keyboard.searchAndWalk(type === "quota" ? form.limitType : form.service, service.typed, service.name);
    if (category !== undefined) await keyboard.search(form.category, category);
    await keyboard.chooseRadio(this.group(words.severity), form.severity(severity));
    await this.goOn(form.nextDetails, 1);
  }

  async type(field: Locator, text: string): Promise<void> {
    await this.keyboard.type(field, text);
  }

  async choose(select: Locator, name: string): Promise<void> {
    await this.keyboard.chooseInSelect(select, name);
  }

  async search(list: Locator, { typed, name }: Searched): Promise<void> {
    await this.keyboard.searchAndWalk(list, typed, name);
  }

  async press(control: Locator): Promise<void> {
    await this.keyboard.press(control);
  }

  /** Chooses a file in the browser's own dialog, and goes on when it has arrived. */
  async attach(file: File): Promise<void> {
    await this.keyboard.tabTo(this.form.attach);
    const opening = this.page.waitForEvent("filechooser");
    await this.page.keyboard.press("Enter");
    await (await opening).setFiles(file);
    await expect(this.form.file(file.name)).toContainText(this.words.arrived);
    await expect(this.form.attach).toBeFocused();
    await this.look("a file was chosen");
    await this.goOn(this.form.nextContact, 2);
  }

  /** Answers in which language and how one wants to hear. */
  async contact(language: string, channel: Channel): Promise<void> {
    await this.keyboard.chooseInSelect(this.form.contactLanguage, language);
    await this.keyboard.chooseRadio(this.group(this.words.channel), this.form.channel(channel));
  }

  /** Reads everything again, and submits; answers the case's ID. */
  async reviewAndSubmit(told: string[]): Promise<string> {
    const { form, keyboard } = this;
    await this.goOn(form.nextReview, 3);
    for (const words of told) await expect(this.page.getByRole("main")).toContainText(words);
    await keyboard.press(form.submit);
    await expect(form.heading).toHaveText(this.words.created);
    await expect(form.heading).toBeFocused();
    await this.look("submitting");
    const caseId = form.fact(this.words.caseId);
    await expect(caseId).toBeVisible();
    return await caseId.innerText();
  }

  /** Finds the case in the list of all, and its file on its page. */
  async find(caseId: string, subject: string, file: File): Promise<void> {
    const [list, one] = [new CaseListPage(this.page, this.language), new CasePage(this.page, this.language)];
    await this.keyboard.press(this.page.getByRole("link", { name: this.words.viewAll }));
    await this.arriveAt(list.title, this.words.cases);
    await this.keyboard.press(list.case(subject));
    await this.arriveAt(one.title, subject);
    await expect(one.details).toContainText(caseId);
    const saving = this.page.waitForEvent("download");
    await this.keyboard.press(one.correspondence.getByRole("link", { name: file.name }));
    const saved = await readFile(await (await saving).path());
    expect(saved.equals(file.buffer)).toBe(true);
  }

  /** Walks back over all that was answered, and goes on to a step, by its number from 0. */
  private async goOn(button: Locator, step: number): Promise<void> {
    const first = step === 1 ? this.group(this.words.caseType).getByRole("radio", { checked: true }) : this.form.steps.getByRole("link").first();
    await this.keyboard.tabTo(button);
    await this.keyboard.tabBackTo(first);
    await this.keyboard.press(button);
    await expect(this.form.heading).toHaveText(this.words.stepNames[step] ?? "");
    await expect(this.form.heading).toBeFocused();
    await this.look("a step");
  }

  private async arriveAt(title: Locator, words: string): Promise<void> {
    await expect(title).toHaveText(words);
    await expect(title).toBeFocused();
    await this.look(`arriving at “${words}”`);
  }

  private group(name: string): Locator {
    return this.page.getByRole("group", { name, exact: true });
  }

  private async look(after: string): Promise<void> {
    await expectInSight(this.page, after);
  }
}
