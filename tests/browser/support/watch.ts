// What goes wrong behind a page's back: errors on the console, parts of the program that come too late, exceptions, violations of the policy on content, and
// requests that leave the sites of the test.
import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/** Collects what no page may do. */
export class Watch {
  readonly problems: string[] = [];
  private readonly allowed: RegExp[] = [];

  constructor(context: BrowserContext, sites: string[]) {
    context.on("console", (message) => this.hear(message));
    context.on("weberror", (error) => this.report(`exception: ${error.error().message}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      const foreign = url.protocol !== "data:" && url.protocol !== "blob:" && !sites.includes(url.origin);
      if (foreign) this.report(`request to ${url.href}`);
    });
  }

  /** Expects problems with this in their words: the test brings them about itself. */
  allow(problem: RegExp): void {
    this.allowed.push(problem);
  }

  private hear(message: ConsoleMessage): void {
    // What `boot.js` says when the page has to wait for a part.
    const late = message.type() === "warning" && message.text().includes("was called before it was loaded");
    if (message.type() !== "error" && !late) return;
    // The browser tells every refusal of the API on the console; what the page makes of it is what tests look at.
    const refusal = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
    if (refusal && new URL(message.location().url).pathname.startsWith("/api/")) return;
    this.report(`console: ${message.text()} (${message.location().url})`);
  }

  private report(problem: string): void {
    if (!this.allowed.some((allowed) => allowed.test(problem))) this.problems.push(problem);
  }
}
