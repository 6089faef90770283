// Attaching files: chosen, dropped and pasted; what the rules say before the first byte; progress, stopping, trying again.
import { readFile } from "node:fs/promises";
import { billingDraft, endSession } from "../../support/api.ts";
import type { CreateCasePage } from "../../support/pages/create-case.ts";
import { expect, test } from "../../support/test.ts";

const log = { name: "server.log", mimeType: "text/plain", buffer: Buffer.from("It stopped at noon.\n".repeat(200)) };
const picture = {
  name: "screen.png",
  mimeType: "image/png",
  // One red pixel.
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
    "base64",
  ),
};

/** Goes to the step that asks for files. */
async function describe(form: CreateCasePage): Promise<void> {
  await form.open();
  await form.classify("billing", "Billing and charges", "Budgets and cost alerts", "low");
  await form.nextDetails.click();
  await form.subject.fill("A budget that does not warn");
  await form.description.fill("The budget was passed yesterday.");
}

/** Submits what was described. */
async function submit(form: CreateCasePage): Promise<void> {
  await form.nextContact.click();
  await form.channel("web").check();
  await form.nextReview.click();
  await form.submit.click();
  await expect(form.heading).toHaveText("Your case is open");
}

test("A1, A5: files that one chooses are sent, stand in the review and on the case, and come back byte for byte", async ({
  account,
  signIn,
  form,
  casePage,
  page,
}) => {
  await signIn(account.root);
  await describe(form);
  await form.attach.setInputFiles([log, picture]);
  await expect(form.file("server.log")).toContainText("Arrived");
  await expect(form.file("screen.png")).toContainText("Arrived");
  // Seen as a picture, from this device alone.
  const shown = form.file("screen.png").locator("img");
  await expect(shown).toHaveAttribute("src", /^blob:/);
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await form.nextContact.click();
  await form.channel("web").check();
  await form.nextReview.click();
  await expect(form.part(1)).toContainText("server.log (3.9 kB)");
  await form.submit.click();
  await expect(form.heading).toHaveText("Your case is open");
  await page.getByRole("link", { name: "Open the case" }).click();
  await expect(casePage.title).toHaveText("A budget that does not warn");
  const saving = page.waitForEvent("download");
  await casePage.correspondence.getByRole("link", { name: "server.log" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("server.log");
  expect((await readFile(await saved.path())).equals(log.buffer)).toBe(true);
});

test("A1, A3: what is too large, empty or too many is told before a byte is sent; taking out mends it", async ({
  account,
  signIn,
  form,
  page,
}) => {
  await signIn(account.root);
  await describe(form);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/api/attachments")) sent.push(request.url());
  });
  const large = { ...log, name: "large.bin", buffer: Buffer.alloc(5 * 1_048_576 + 1, 7) };
  await form.attach.setInputFiles([large, { ...log, name: "empty.txt", buffer: Buffer.alloc(0) }]);
  await expect(form.file("large.bin")).toContainText("choose one of at most 5 MB");
  await expect(form.file("empty.txt")).toContainText("The file is empty");
  // A2: not what a disk would take, but what a browser may hand over.
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["text"], `${"n".repeat(252)}.txt`));
    document.querySelector("h1")?.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await expect(form.file("nnnn")).toContainText("255");
  await form.removeFile(`${"n".repeat(252)}.txt`).click();
  await form.attach.setInputFiles([
    { ...log, name: "one.log" },
    { ...log, name: "two.log" },
  ]);
  await expect(form.file("one.log")).toContainText("Arrived");
  await expect(page.getByRole("main")).toContainText("Remove 1: 3 are possible, there are 4");
  await form.nextContact.click();
  await expect(form.errorSummary).toContainText("The file is empty");
  await form.removeFile("large.bin").click();
  await form.removeFile("empty.txt").click();
  // It was one too many; now it is not.
  await expect(form.file("two.log")).toContainText("Arrived");
  expect(sent.filter((url) => /large|empty|nnnn/.test(url))).toEqual([]);
  await submit(form);
});

test("A file that is dropped or pasted anywhere on the page is attached, and the page stays", async ({ account, signIn, form, page }) => {
  await signIn(account.root);
  await describe(form);
  for (const [event, name] of [
    ["drop", "dropped.txt"],
    ["paste", "pasted.txt"],
  ] as const) {
    await page.evaluate(
      ([event, name]) => {
        const data = new DataTransfer();
        data.items.add(new File(["text"], name, { type: "text/plain" }));
        const init = { bubbles: true, cancelable: true };
        const made =
          event === "drop"
            ? new DragEvent("drop", { ...init, dataTransfer: data })
            : new ClipboardEvent("paste", { ...init, clipboardData: data });
        const stays = !document.querySelector("h1")?.dispatchEvent(made);
        if (!stays) throw new Error("the browser would do what it does with a file");
      },
      [event, name] as const,
    );
    await expect(form.file(name)).toContainText("Arrived");
  }
  // A screenshot comes without a name of its own, and is shown.
  await page.evaluate((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "image.png", { type: "image/png" }));
    document.querySelector("h1")?.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
  }, [...picture.buffer]);
  await expect(form.file("image.png")).toContainText("Arrived");
  await expect(form.file("image.png").locator("img")).toHaveAttribute("src", /^blob:/);
});

test("A4: sending shows how far it is, can be stopped and begun again; only what does not come holds up going on", async ({
  account,
  signIn,
  watch,
  form,
  page,
}) => {
  watch.allow(/net::ERR_/);
  await signIn(account.root);
  await describe(form);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let held_back = 2;
  await page.route("**/api/attachments?*", async (route) => {
    if (held_back-- > 0) await held;
    await route.continue().catch(() => {});
  });
  await form.attach.setInputFiles(log);
  await expect(page.getByRole("progressbar", { name: "Sending server.log" })).toBeVisible();
  await form.nextContact.click();
  await expect(form.channel("web")).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Stop sending server.log" }).click();
  await expect(form.file("server.log")).toContainText("Not sent");
  await form.nextContact.click();
  await expect(form.errorSummary).toContainText("The file did not arrive");
  await form.attach.setInputFiles(picture);
  release();
  await expect(form.file("screen.png")).toContainText("Arrived");
  await page.getByRole("button", { name: "Send server.log again" }).click();
  await expect(form.file("server.log")).toContainText("Arrived");
  await submit(form);
});

test("A4: a case that is submitted before its files have arrived is open when they have", async ({ account, session, signIn, form, page }) => {
  await signIn(account.root);
  await describe(form);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/attachments?*", async (route) => {
    await held;
    await route.continue();
  });
  await form.attach.setInputFiles(log);
  await form.nextContact.click();
  await form.channel("web").check();
  await form.nextReview.click();
  await form.submit.click();
  const waits = page.getByRole("status").filter({ hasText: "Not all files have arrived yet" });
  await expect(waits).toBeVisible();
  expect(await session.cases()).toEqual([]);
  release();
  await expect(form.heading).toHaveText("Your case is open");
  expect(await session.cases()).toHaveLength(1);
});

test("A4: a file that met no connection is sent again on request", async ({ account, signIn, watch, form, page }) => {
  watch.allow(/net::ERR_FAILED/);
  await signIn(account.root);
  await describe(form);
  await page.route("**/api/attachments?*", (route) => route.abort(), { times: 1 });
  await form.attach.setInputFiles(log);
  await expect(form.file("server.log")).toContainText("No connection");
  await page.getByRole("button", { name: "Send server.log again" }).click();
  await expect(form.file("server.log")).toContainText("Arrived");
});

test("A4: a file outlives the end of the session, a reload and another field's fault", async ({
  account,
  server,
  signIn,
  signInPage,
  context,
  form,
  page,
}) => {
  await signIn(account.root);
  await describe(form);
  await endSession(context, server.url);
  await form.attach.setInputFiles(log);
  await expect(signInPage.dialog).toBeVisible();
  await signInPage.signIn(account.root);
  await expect(form.file("server.log")).toContainText("Arrived");
  await form.subject.fill("");
  await form.nextContact.click();
  await expect(form.errorSummary).toContainText("Enter a subject");
  await expect(form.file("server.log")).toContainText("Arrived");
  await form.subject.fill("A budget that does not warn");
  await page.reload();
  await expect(form.file("server.log")).toContainText("Arrived");
  await submit(form);
});

test("A4: the session ends while a file is on its way: it is sent again after signing in", async ({
  account,
  server,
  signIn,
  signInPage,
  context,
  form,
  page,
}) => {
  await signIn(account.root);
  await describe(form);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/attachments?*", async (route) => {
    await held;
    await route.continue();
  });
  await form.attach.setInputFiles(log);
  await expect(page.getByRole("progressbar", { name: "Sending server.log" })).toBeVisible();
  await endSession(context, server.url);
  release();
  await expect(signInPage.dialog).toBeVisible();
  await signInPage.signIn(account.root);
  await expect(form.file("server.log")).toContainText("Arrived");
  await submit(form);
});

test.describe("with a server of its own", () => {
  test.use({ ownServer: {} });

  test("A4, G1: the server goes down while a file is on its way and a text is typed: both arrive when it is back", async ({
    account,
    session,
    server,
    signIn,
    watch,
    form,
    page,
  }) => {
    watch.allow(/net::ERR_/);
    await signIn(account.root);
    await describe(form);
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/api/attachments?*", async (route) => {
      await held;
      await route.continue();
    });
    await form.attach.setInputFiles(log);
    await expect(page.getByRole("progressbar", { name: "Sending server.log" })).toBeVisible();
    await server.stop();
    release();
    await form.subject.fill("Typed while nobody listened");
    await expect(form.file("server.log")).toContainText("No connection");
    await expect(form.saved("retrying")).toBeVisible();
    await server.start();
    await page.reload();
    await expect(form.subject).toHaveValue("Typed while nobody listened");
    await expect(form.file("server.log")).toContainText("Arrived");
    await submit(form);
    const [opened] = await session.cases();
    expect(opened?.subject).toBe("Typed while nobody listened");
  });
});

test("a file that one takes out is not sent along", async ({ account, session, signIn, form, page }) => {
  await signIn(account.root);
  await describe(form);
  await form.attach.setInputFiles([log, picture]);
  await expect(form.file("screen.png")).toContainText("Arrived");
  await expect(form.file("server.log")).toContainText("Arrived");
  const forgotten = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await form.removeFile("server.log").click();
  expect((await forgotten).status()).toBe(204);
  await expect(form.attach).toBeFocused();
  await submit(form);
  const [opened] = await session.cases();
  const whole = await session.case(opened?.caseId ?? "");
  expect(whole.correspondence[0]?.attachments.map((file) => file.name)).toEqual(["screen.png"]);
  expect(billingDraft.subject).toBe(whole.subject);
});
