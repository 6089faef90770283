// The fixtures: a server for each worker, an account for each test, and somebody signed in.
import { test as base, expect } from "@playwright/test";
import { type Account, Accounts, type Person, type Plan } from "./accounts.ts";
import { type Draft, Session, credentials } from "./api.ts";
import { AccountPage } from "./pages/account.ts";
import { CaseListPage } from "./pages/case-list.ts";
import { CasePage } from "./pages/case.ts";
import { CreateCasePage } from "./pages/create-case.ts";
import { HomePage } from "./pages/home.ts";
import { Shell } from "./pages/shell.ts";
import { SignInPage } from "./pages/sign-in.ts";
import { Server, type ServerOptions } from "./server.ts";
import { Watch } from "./watch.ts";
import type { Language } from "./words.ts";

interface WorkerFixtures {
  /** The server that the tests of a worker share. */
  sharedServer: Server;
}

interface Options {
  /** The plan of the test's account. */
  plan: Plan;
  /** Gives the test a server to itself, to stop or to start with a policy. */
  ownServer: ServerOptions | undefined;
}

interface Fixtures {
  server: Server;
  /** The origins that pages may speak to. */
  sites: string[];
  accounts: Accounts;
  /** An account on the test's plan. */
  account: Account;
  /** The language that the browser asks for. */
  language: Language;
  /** What goes wrong behind the page's back; a test that ends with something there has failed. */
  watch: Watch;
  /** Gives the browser a session of this person. */
  signIn: (person: Person) => Promise<void>;
  /** A session of the root user beside the browser's. */
  session: Session;
  shell: Shell;
  signInPage: SignInPage;
  home: HomePage;
  caseList: CaseListPage;
  casePage: CasePage;
  form: CreateCasePage;
  accountPage: AccountPage;
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  sharedServer: [
    async ({}, use) => {
      const server = await Server.create();
      await use(server);
      await server.destroy();
    },
    { scope: "worker" },
  ],
  plan: ["business", { option: true }],
  ownServer: [undefined, { option: true }],

  server: [
    async ({ sharedServer, ownServer }, use, testInfo) => {
      const server = ownServer === undefined ? sharedServer : await Server.create(ownServer);
      const before = server.log.length;
      await use(server);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach("server log", { body: server.log.slice(before), contentType: "text/plain" });
      }
      if (ownServer !== undefined) await server.destroy();
    },
    { auto: true },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  sites: async ({ server }, use) => use([server.url]),
  accounts: async ({ server }, use) => use(new Accounts(server)),
  account: async ({ accounts, plan }, use) => use(await accounts.create({ plan })),
  language: async ({ locale }, use) => use(locale?.startsWith("ja") ? "ja" : "en"),
  watch: [
    async ({ context, sites }, use) => {
      const watch = new Watch(context, sites);
      await use(watch);
      expect(watch.problems).toEqual([]);
    },
    { auto: true },
  ],
  signIn: async ({ context, server }, use) => {
    await use(async (person) => {
      const answer = await context.request.post(`${server.url}/api/sign-in`, { data: credentials(person) });
      expect(answer.status()).toBe(200);
    });
  },
  session: async ({ account, server }, use) => {
    const session = await Session.of(account.root, server.url);
    await use(session);
    await session.close();
  },
  shell: async ({ page, language }, use) => use(new Shell(page, language)),
  signInPage: async ({ page, language }, use) => use(new SignInPage(page, language)),
  home: async ({ page, language }, use) => use(new HomePage(page, language)),
  caseList: async ({ page, language }, use) => use(new CaseListPage(page, language)),
  casePage: async ({ page, language }, use) => use(new CasePage(page, language)),
  form: async ({ page, language }, use) => use(new CreateCasePage(page, language)),
  accountPage: async ({ page, language }, use) => use(new AccountPage(page, language)),
});

export { type Draft, expect };
