// When the API cannot be reached, or answers with a fault of its own: the page stands, says so, and tries again.
import { billingDraft } from "../support/api.ts";
import { expect, test } from "../support/test.ts";

test.describe("with a server of its own", () => {
  test.use({ ownServer: {} });

  test("the API goes down under a page: the shell stands, and everything is there again when it is back", async ({
    account,
    session,
    server,
    signIn,
    watch,
    home,
    caseList,
    page,
  }) => {
    watch.allow(/net::ERR_/);
    await session.createCase({ ...billingDraft, subject: "Still there" });
    await signIn(account.root);
    // At leisure, a page fetches what the next one needs.
    const next = page.waitForResponse(/\/cases-[0-9a-f]+\.wasm$/);
    await home.open();
    await expect(home.openCases).toContainText("Still there");
    await (await next).finished();
    await server.stop();
    const navigation = page.getByRole("navigation", { name: "Main" });
    await navigation.getByRole("link", { name: "Cases" }).click();
    await expect(caseList.title).toHaveText("Cases");
    await expect(page.getByRole("alert")).toContainText("No connection");
    await expect(page.getByRole("button", { name: "Account and sign-out" })).toBeVisible();
    await navigation.getByRole("link", { name: "Plans" }).click();
    await expect(page.getByRole("heading", { level: 2, name: "Enterprise On-Ramp" })).toBeVisible();
    await navigation.getByRole("link", { name: "Cases" }).click();
    await expect(page.getByRole("alert")).toContainText("No connection");
    await server.start();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(caseList.case("Still there")).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

test("an API that cannot be reached at the start is told, and asked again on request", async ({
  account,
  signIn,
  watch,
  home,
  page,
}) => {
  watch.allow(/net::ERR_/);
  await signIn(account.root);
  await page.route("**/api/**", (route) => route.abort());
  await home.open();
  await expect(page.getByRole("alert")).toContainText("No connection");
  await page.unroute("**/api/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(home.title).toHaveText("Support centre");
});

test("a policy that does not arrive is asked for again on request", async ({ account, signIn, watch, form, page }) => {
  watch.allow(/net::ERR_/);
  await signIn(account.root);
  await page.route("**/api/policy*", (route) => route.abort());
  await page.goto("/cases/new");
  await expect(page.getByRole("alert")).toContainText("No connection");
  await page.unroute("**/api/policy*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(form.caseType("billing")).toBeVisible();
});

test("a fault of the server's is told with the number to ask about it", async ({ account, signIn, watch, page }) => {
  watch.allow(/status of 500/);
  await signIn(account.root);
  await page.route(/\/api\/cases(\?|$)/, (route) =>
    route.fulfill({ status: 500, headers: { "x-request-id": "request-4711" }, body: "<html>broken</html>" }),
  );
  await page.goto("/cases");
  await expect(page.getByRole("alert")).toContainText("Something went wrong");
  await expect(page.getByRole("alert")).toContainText("Request ID: request-4711");
  await expect(page.getByText("broken")).toHaveCount(0);
});

test("a server that is not available at the moment is told apart from a fault", async ({ account, signIn, watch, page }) => {
  watch.allow(/status of 503/);
  await signIn(account.root);
  await page.route(/\/api\/cases(\?|$)/, (route) => route.fulfill({ status: 503, body: "" }), { times: 1 });
  await page.goto("/cases");
  await expect(page.getByRole("alert")).toContainText("Not available at the moment");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("main")).toContainText("No cases yet");
});

test("a fault in the program is said, in the page's language, and the page can be loaded again", async ({ account, signIn, watch, home, page }) => {
  watch.allow(/unreachable/);
  await signIn(account.root);
  await home.open();
  // A program that does nothing but fail.
  const fails = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
  const fail = () => page.evaluate((bytes) => {
    setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))));
  }, fails);
  await fail();
  await expect(page.getByRole("alert")).toContainText("this page has stopped");
  await page.getByRole("button", { name: "Load the page again" }).click();
  await expect(home.title).toHaveText("Support centre");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a program that cannot be loaded is not taken for a browser that is too old", async ({ watch, page }) => {
  watch.allow(/net::ERR_|Failed to fetch|dynamically imported/);
  await page.route(/\/case-web-[0-9a-f]+\.js$/, (route) => route.abort());
  await page.goto("/");
  await expect(page.getByText("Casework could not be loaded.")).toBeVisible();
});
