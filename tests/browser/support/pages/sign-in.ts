// The sign-in form: on its page, and over a page whose session has ended.
import type { Locator } from "@playwright/test";
import type { Person } from "../accounts.ts";
import { PageObject } from "./page-object.ts";

export class SignInPage extends PageObject {
  get email(): Locator {
    return this.page.getByLabel(this.words.email, { exact: true });
  }

  get account(): Locator {
    return this.page.getByLabel(this.words.account, { exact: true });
  }

  get userName(): Locator {
    return this.page.getByLabel(this.words.userName, { exact: true });
  }

  get password(): Locator {
    return this.page.getByRole("textbox", { name: this.words.password, exact: true });
  }

  get submit(): Locator {
    return this.page.getByRole("button", { name: this.words.signIn, exact: true });
  }

  get alert(): Locator {
    return this.page.getByRole("alert");
  }

  /** The form in the dialog that appears when a session has ended. */
  get dialog(): Locator {
    return this.page.getByRole("dialog", { name: this.words.signInAgain });
  }

  /** As whom one signs in. */
  as(kind: Person["kind"]): Locator {
    const name = kind === "root" ? this.words.rootUser : this.words.userOfAccount;
    return this.page.getByRole("radio", { name, exact: true });
  }

  async open(): Promise<void> {
    await this.page.goto("/sign-in");
  }

  /** Fills the form in and submits it. */
  async signIn(person: Person): Promise<void> {
    await this.as(person.kind).check();
    if (person.kind === "root") {
      await this.email.fill(person.email);
    } else {
      await this.account.fill(person.account);
      await this.userName.fill(person.userName);
    }
    await this.password.fill(person.password);
    await this.submit.click();
  }
}
