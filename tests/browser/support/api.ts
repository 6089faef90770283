// A session of its own beside the browser's: it prepares what a test looks at, and ends sessions under a page.
import { randomUUID } from "node:crypto";
import { type APIRequestContext, type APIResponse, type BrowserContext, request } from "@playwright/test";
import type { Person } from "./accounts.ts";

/** The answers of the form, as the API takes them; each may be left out. */
export interface Draft {
  caseType?: string;
  service?: string;
  category?: string;
  severity?: string;
  subject?: string;
  description?: string;
  fields?: Record<string, string>;
  quotaRequests?: { region: string; quota: string; newValue: string }[];
  contact?: { language?: string; channel?: string; country?: string; phone?: string; extension?: string };
  additionalContacts?: string[];
}

/** A case as the API tells it, as far as tests look. */
export interface CaseView {
  caseId: string;
  displayId: string;
  subject: string;
  severity: string;
  response: { due: string } | null;
  correspondence: { body: string; attachments: { name: string }[] }[];
}

/** A right draft, with nothing but what is required. */
export const billingDraft: Draft = {
  caseType: "account-and-billing",
  service: "billing",
  category: "cost-alerts",
  severity: "low",
  subject: "A budget that does not warn",
  description: "The budget was passed yesterday, and no warning came.",
  contact: { language: "en", channel: "web" },
};

/** What the API expects of whoever signs in. */
export function credentials(person: Person): Record<string, string> {
  if (person.kind === "root") return { kind: "root", email: person.email, password: person.password };
  return { kind: "user", account: person.account, userName: person.userName, password: person.password };
}

/** Somebody's session. */
export class Session {
  private constructor(private readonly requests: APIRequestContext) {}

  /** Signs in. */
  static async of(person: Person, url: string): Promise<Session> {
    const requests = await request.newContext({ baseURL: url });
    await answered(await requests.post("/api/sign-in", { data: credentials(person) }));
    return new Session(requests);
  }

  /** Opens a case. */
  async createCase(draft: Draft = billingDraft): Promise<CaseView> {
    const headers = { "idempotency-key": randomUUID() };
    const answer = await answered(await this.requests.post("/api/cases", { data: draft, headers }));
    return ((await answer.json()) as { case: CaseView }).case;
  }

  /** The cases, newest first. */
  async cases(): Promise<CaseView[]> {
    const answer = await answered(await this.requests.get("/api/cases"));
    return ((await answer.json()) as { cases: CaseView[] }).cases;
  }

  /** One case. */
  async case(caseId: string): Promise<CaseView> {
    return (await (await answered(await this.requests.get(`/api/cases/${caseId}`))).json()) as CaseView;
  }

  /** Lets go of its connections. */
  async close(): Promise<void> {
    await this.requests.dispose();
  }
}

/** Ends the browser's session on the server, as its expiry does: the browser still believes in it. */
export async function endSession(context: BrowserContext, url: string): Promise<void> {
  const requests = await request.newContext({ baseURL: url, storageState: await context.storageState() });
  await answered(await requests.post("/api/sign-out", { headers: { "content-type": "application/json" } }));
  await requests.dispose();
}

async function answered(answer: APIResponse): Promise<APIResponse> {
  if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${await answer.text()}`);
  return answer;
}
