// The list of all cases.
import type { Locator } from "@playwright/test";
import { PageObject } from "./page-object.ts";

export class CaseListPage extends PageObject {
  /** The rows below the head. */
  get rows(): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader") });
  }

  /** The subjects, in their order. */
  get subjects(): Locator {
    return this.rows.getByRole("rowheader").getByRole("link");
  }

  get nextPage(): Locator {
    return this.page.getByRole("link", { name: this.words.nextPage });
  }

  get firstPage(): Locator {
    return this.page.getByRole("link", { name: this.words.firstPage });
  }

  get search(): Locator {
    return this.page.getByRole("searchbox", { name: this.words.searchCases });
  }

  /** The button that opens the choices of a filter; its name has the number of those that are chosen. */
  filter(name: string): Locator {
    return this.page.getByRole("search").getByRole("button", { name: new RegExp(`^${name}( \\d+)?$`) });
  }

  /** A choice of a filter that is open. */
  choice(filter: string, name: string): Locator {
    return this.page.getByRole("group", { name: filter }).getByRole("checkbox", { name, exact: true });
  }

  /** The buttons that take a chosen filter away. */
  get tokens(): Locator {
    return this.page.getByRole("list", { name: this.words.filters }).getByRole("button");
  }

  token(filter: string): Locator {
    return this.page.getByRole("button", { name: this.words.removeFilter(filter), exact: true });
  }

  get clearFilters(): Locator {
    return this.page.getByRole("button", { name: this.words.clearFilters, exact: true });
  }

  column(name: string): Locator {
    return this.page.getByRole("columnheader", { name });
  }

  /** The link to a case, by its subject. */
  case(subject: string): Locator {
    return this.page.getByRole("link", { name: subject, exact: true });
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/cases${query}`);
  }

  /** Opens a filter, chooses, and closes it. */
  async choose(filter: string, ...names: string[]): Promise<void> {
    await this.filter(filter).click();
    for (const name of names) await this.choice(filter, name).check();
    await this.page.keyboard.press("Escape");
  }
}
