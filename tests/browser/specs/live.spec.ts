// Lists are live (N3): a case that was opened elsewhere stands there without a reload.
import { Session, billingDraft } from "../support/api.ts";
import { expect, test } from "../support/test.ts";

test("N3: a case that is opened elsewhere appears, and the focus stays where one is", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  await session.createCase({ ...billingDraft, subject: "The first" });
  await signIn(account.root);
  const following = page.waitForResponse((answer) => answer.url().includes("/api/events") && answer.ok());
  await caseList.open();
  await caseList.case("The first").focus();
  await following;
  await session.createCase({ ...billingDraft, subject: "The second" });
  await expect(caseList.case("The second")).toBeVisible();
  await expect(caseList.case("The first")).toBeFocused();
});

test("N3: home shows it too; another account's is nobody's business", async ({
  account,
  accounts,
  server,
  session,
  signIn,
  home,
  page,
}) => {
  await signIn(account.root);
  const following = page.waitForResponse((answer) => answer.url().includes("/api/events") && answer.ok());
  await home.open();
  await following;
  const other = await accounts.create({ plan: "basic" });
  const theirs = await Session.of(other.root, server.url);
  await theirs.createCase({ ...billingDraft, subject: "Theirs" });
  await theirs.close();
  await session.createCase({ ...billingDraft, subject: "Ours" });
  await expect(home.openCases).toContainText("Ours");
  await expect(home.openCases).not.toContainText("Theirs");
});

test.describe("when the server was away", () => {
  test.use({ ownServer: {} });

  test("N3: the list catches up by itself", async ({ account, server, session, signIn, watch, caseList, page }) => {
    watch.allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING/);
    await signIn(account.root);
    const following = page.waitForResponse((answer) => answer.url().includes("/api/events") && answer.ok());
    await caseList.open();
    await following;
    await server.stop();
    await server.start();
    await session.createCase({ ...billingDraft, subject: "Opened meanwhile" });
    await expect(caseList.case("Opened meanwhile")).toBeVisible();
  });
});

test("N3: a window that nobody looks at follows nothing; when one looks again it catches up", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  const look = (state: string) =>
    page.evaluate((shown) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => shown });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, state);
  await signIn(account.root);
  const first = page.waitForResponse((answer) => answer.url().includes("/api/events") && answer.ok());
  await caseList.open();
  const stream = (await first).request();
  const closed = page.waitForEvent("requestfailed", (request) => request === stream);
  await look("hidden");
  await closed;
  await session.createCase({ ...billingDraft, subject: "While one was away" });
  const again = page.waitForRequest((request) => /\/api\/events\?after=\d+$/.test(request.url()));
  await look("visible");
  await again;
  await expect(caseList.case("While one was away")).toBeVisible();
});
