// What every page object has: the page, and the words of its language.
import type { Locator, Page } from "@playwright/test";
import { type Language, type Words, words } from "../words.ts";

export class PageObject {
  readonly page: Page;
  readonly words: Words;

  constructor(page: Page, language: Language) {
    this.page = page;
    this.words = words[language];
  }

  /** The page's own heading. */
  get title(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }
}
