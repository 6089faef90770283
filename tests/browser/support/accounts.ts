// Accounts and users, made by the command line as an operator makes them.
import { randomUUID } from "node:crypto";
import type { Server } from "./server.ts";

export type Plan = "basic" | "developer" | "business" | "enterprise-on-ramp" | "enterprise";

/** What an account may be made with besides its plan. */
export interface AccountOptions {
  plan: Plan;
  resold?: boolean;
  country?: string;
  timeZone?: string;
  alias?: string;
  operationsContact?: string;
}

/** Somebody who can sign in. */
export type Person =
  | { kind: "root"; email: string; password: string }
  | { kind: "user"; account: string; userName: string; password: string; email: string | undefined };

/** An account with its root user. */
export interface Account {
  id: string;
  name: string;
  root: Person & { kind: "root" };
}

/** What a user may be made with. */
export interface UserOptions {
  name?: string;
  email?: string;
  allow?: string[];
  deny?: string[];
}

/** Makes accounts and users on one server. */
export class Accounts {
  constructor(private readonly server: Server) {}

  /** An account that no other test has. */
  async create(options: AccountOptions): Promise<Account> {
    const unique = randomUUID().slice(0, 8);
    const name = `Example ${unique}`;
    const password = "correct horse battery staple";
    const command = ["account", "create", "--name", name, "--plan", options.plan, "--email", `root-${unique}@example.com`];
    if (options.resold) command.push("--resold");
    if (options.country !== undefined) command.push("--country", options.country);
    if (options.timeZone !== undefined) command.push("--time-zone", options.timeZone);
    if (options.alias !== undefined) command.push("--alias", options.alias);
    if (options.operationsContact !== undefined) command.push("--operations-contact", options.operationsContact);
    const made = await this.server.administer(command, password);
    return { id: String(made["accountId"]), name, root: { kind: "root", email: String(made["rootEmail"]), password } };
  }

  /** A user of an account, who may do everything unless the options say otherwise. */
  async createUser(account: Account, options: UserOptions = {}): Promise<Person & { kind: "user" }> {
    const { name = "ana", email, allow = ["support:*"], deny = [] } = options;
    const password = `a long password for ${name}`;
    const command = ["user", "create", "--account", account.id, "--name", name];
    if (email !== undefined) command.push("--email", email);
    for (const action of allow) command.push("--allow", action);
    for (const action of deny) command.push("--deny", action);
    await this.server.administer(command, password);
    return { kind: "user", account: account.id, userName: name, password, email };
  }
}
