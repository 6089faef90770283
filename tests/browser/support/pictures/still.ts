// Makes a page the same at every time: its clock stands, and in the API's answers the moments, numbers and names that each run
// makes anew are replaced by fixed ones. All else in the answers is the server's.
import type { Page, Request, Route } from "@playwright/test";
import type { Account } from "../accounts.ts";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What time it is in all pictures: a Wednesday morning in New York. */
const NOW = Date.parse("2026-03-04T15:24:30Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long ago the cases were opened, the newest first. */
const AGES = [12, 95, 330, 1170].map((minutes) => minutes * MINUTE);

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The answers that have such things in them. Files go by untouched, and so does the stream of events, which has no end. */
const ANSWERS = /\/api\/(sign-in|session|hours|account|drafts|cases)(\/|\?|$)/;

export class Still {
  /** What the server says, and what the page reads in its place. */
  private readonly names: [told: string, read: string][];
  private readonly cases: string[] = [];

  private constructor(account: Account) {
    this.names = [
      [account.id, "123456789012"],
      [account.name, "Example Freight"],
      [account.root.email, "root@example.com"],
    ];
  }

  /** Stands between the page and the API, for this account. */
  static async between(page: Page, account: Account): Promise<Still> {
    const still = new Still(account);
    await page.clock.setFixedTime(NOW);
    // The answers that have none of it go by as they are; the account is named in every request.
    await page.route("**/api/**", (route, request) => route.continue({ headers: still.headers(request) }));
    await page.route(ANSWERS, (route, request) => still.answer(route, request));
    return still;
  }

  /** The address of a case's page. */
  address(caseId: string): string {
    return `/cases/${this.read(caseId)}`;
  }

  /** Names the cases that there are, the newest first. Those that come later are named as they come. */
  know(...cases: { caseId: string; displayId: string }[]): void {
    for (const { caseId, displayId } of cases) {
      const number = this.cases.push(caseId);
      this.names.unshift([caseId, `case-123456789012-muen-2026-5f2c81d09ae4b73${number}`], [displayId, `10000048${30 - number}`]);
    }
  }

  private async answer(route: Route, request: Request): Promise<void> {
    const body = request.postData();
    const asked = {
      url: this.told(request.url()),
      headers: this.headers(request),
      ...(body === null ? {} : { postData: this.told(body) }),
    };
    const response = await route.fetch(asked);
    const isJson = response.headers()["content-type"]?.startsWith("application/json") ?? false;
    if (!isJson) return route.fulfill({ response });
    return route.fulfill({ response, body: this.read(JSON.stringify(this.fix((await response.json()) as Json, 0, ""))) });
  }

  private headers(request: Request): Record<string, string> {
    return Object.fromEntries(Object.entries(request.headers()).map(([name, value]) => [name, this.told(value)]));
  }

  /** The same answer at the fixed time: what has to do with a case is as long after its opening as the server says. */
  private fix(json: Json, shift: number, name: string): Json {
    if (typeof json === "string") {
      if (!INSTANT.test(json)) return json;
      return new Date(shift === 0 ? NOW : Date.parse(json) + shift).toISOString();
    }
    if (Array.isArray(json)) {
      // Office hours begin and end at times of the day, which cannot be moved: here the office is open. The hours that a case's
      // time is counted in move with the case.
      if (name === "spans" && shift === 0) return [{ start: instant(NOW - DAY), end: instant(NOW + 90 * DAY), state: "open" }];
      return json.map((item) => this.fix(item, shift, ""));
    }
    if (json === null || typeof json !== "object") return json;
    const { caseId, displayId, createdAt } = json;
    if (typeof caseId === "string" && typeof displayId === "string" && typeof createdAt === "string") {
      if (!this.cases.includes(caseId)) this.know({ caseId, displayId });
      shift = NOW - (AGES[this.cases.indexOf(caseId)] ?? 0) - Date.parse(createdAt);
    }
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, this.fix(value, shift, key)]));
  }

  private read(text: string): string {
    return this.names.reduce((done, [told, read]) => done.replaceAll(told, read), text);
  }

  private told(text: string): string {
    return this.names.reduce((done, [told, read]) => done.replaceAll(read, told), text);
  }
}

function instant(time: number): string {
  return new Date(time).toISOString();
}
