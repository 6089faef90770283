-- Accounts, users, agents, sessions, cases with their correspondence, and the event log.
--
-- Instants are milliseconds since 1970 in UTC. Codes are spelt as the API spells them. Columns named *_key hold what is
-- unique without regard to upper and lower case, folded by the program. JSON holds what is always read as a whole.

CREATE TABLE accounts (
  account_id         TEXT PRIMARY KEY CHECK (length(account_id) = 12),
  name               TEXT NOT NULL CHECK (name <> ''),
  alias_key          TEXT UNIQUE CHECK (alias_key <> ''),
  plan               TEXT NOT NULL CHECK (plan IN ('basic', 'developer', 'business', 'enterprise-on-ramp', 'enterprise')),
  closed             INTEGER NOT NULL CHECK (closed IN (0, 1)),
  resold             INTEGER NOT NULL CHECK (resold IN (0, 1)),
  country            TEXT NOT NULL CHECK (length(country) = 2),
  time_zone          TEXT NOT NULL CHECK (time_zone <> ''),
  billing_contact    TEXT CHECK (billing_contact <> ''),
  operations_contact TEXT CHECK (operations_contact <> ''),
  security_contact   TEXT CHECK (security_contact <> ''),
  last_event         INTEGER NOT NULL DEFAULT 0 CHECK (last_event >= 0),
  created_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account_quotas (
  account_id TEXT NOT NULL REFERENCES accounts,
  service    TEXT NOT NULL CHECK (service <> ''),
  quota      TEXT NOT NULL CHECK (quota <> ''),
  region     TEXT NOT NULL CHECK (region <> ''),
  value      INTEGER NOT NULL CHECK (value >= 0),
  PRIMARY KEY (account_id, service, quota, region)
) STRICT, WITHOUT ROWID;

-- The root user of an account is the one without a name.
CREATE TABLE users (
  user_id       INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id    TEXT NOT NULL REFERENCES accounts,
  name          TEXT CHECK (name <> ''),
  name_key      TEXT CHECK (name_key <> ''),
  email         TEXT CHECK (email <> ''),
  root_key      TEXT UNIQUE CHECK (root_key <> ''),
  password_hash TEXT NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  permissions   TEXT NOT NULL CHECK (json_type(permissions) = 'object'),
  created_at    INTEGER NOT NULL,
  UNIQUE (account_id, name_key),
  CHECK ((name IS NULL) = (name_key IS NULL)),
  CHECK ((name IS NULL) = (root_key IS NOT NULL)),
  CHECK (root_key IS NULL OR email IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX users_one_root ON users (account_id) WHERE name IS NULL;

CREATE TABLE agents (
  agent_id      INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT NOT NULL CHECK (name <> ''),
  email         TEXT NOT NULL CHECK (email <> ''),
  email_key     TEXT NOT NULL UNIQUE CHECK (email_key <> ''),
  password_hash TEXT NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  token      BLOB PRIMARY KEY CHECK (length(token) = 32),
  user_id    INTEGER NOT NULL REFERENCES users,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL CHECK (ends_at >= expires_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE sign_in_attempts (
  attempt_id INTEGER PRIMARY KEY,
  identity   BLOB NOT NULL CHECK (length(identity) = 32),
  address    BLOB NOT NULL CHECK (length(address) = 32),
  at         INTEGER NOT NULL
) STRICT;

CREATE INDEX sign_in_attempts_by_identity ON sign_in_attempts (identity, at);
CREATE INDEX sign_in_attempts_by_address ON sign_in_attempts (address, at);
CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (at);

-- `number` is what the display ID is made of: never used again, and in the order of the commits.
CREATE TABLE cases (
  number              INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id             TEXT NOT NULL UNIQUE CHECK (case_id LIKE 'case-%'),
  account_id          TEXT NOT NULL REFERENCES accounts,
  user_id             INTEGER NOT NULL REFERENCES users,
  submitted_by        TEXT NOT NULL CHECK (submitted_by <> ''),
  case_type           TEXT NOT NULL CHECK (case_type IN ('account-and-billing', 'technical', 'quota-increase')),
  service             TEXT NOT NULL CHECK (service <> ''),
  category            TEXT CHECK (category <> ''),
  severity            TEXT NOT NULL CHECK (severity IN ('low', 'normal', 'high', 'urgent', 'critical')),
  subject             TEXT NOT NULL CHECK (subject <> ''),
  status              TEXT NOT NULL CHECK (status IN ('unassigned', 'opened', 'work-in-progress',
                        'pending-customer-action', 'customer-action-completed', 'reopened', 'resolved')),
  fields              TEXT NOT NULL CHECK (json_type(fields) = 'array'),
  quota_requests      TEXT NOT NULL CHECK (json_type(quota_requests) = 'array'),
  contact             TEXT NOT NULL CHECK (json_type(contact) = 'object'),
  additional_contacts TEXT NOT NULL CHECK (json_type(additional_contacts) = 'array'),
  copies_to           TEXT CHECK (copies_to <> ''),
  response            TEXT CHECK (json_type(response) = 'object'),
  due_at              INTEGER,
  created_at          INTEGER NOT NULL,
  CHECK ((response IS NULL) = (due_at IS NULL)),
  CHECK ((category IS NULL) = (case_type = 'quota-increase'))
) STRICT;

CREATE INDEX cases_by_account ON cases (account_id, created_at DESC, number DESC);
CREATE INDEX cases_open_by_account ON cases (account_id, created_at DESC, number DESC) WHERE status <> 'resolved';

-- S6: a severity is for ever, whoever tries.
CREATE TRIGGER cases_keep_their_severity BEFORE UPDATE OF severity ON cases
WHEN NEW.severity IS NOT OLD.severity
BEGIN
  SELECT RAISE(ABORT, 'the severity of a case cannot be changed');
END;

CREATE TABLE correspondence (
  number            INTEGER PRIMARY KEY AUTOINCREMENT,
  correspondence_id TEXT NOT NULL UNIQUE CHECK (correspondence_id <> ''),
  case_number       INTEGER NOT NULL REFERENCES cases,
  kind              TEXT NOT NULL CHECK (kind IN ('customer', 'agent-reply', 'internal-note', 'automatic')),
  author            TEXT NOT NULL CHECK (author <> ''),
  body              TEXT NOT NULL CHECK (body <> ''),
  created_at        INTEGER NOT NULL
) STRICT;

CREATE INDEX correspondence_by_case ON correspondence (case_number, number);

CREATE TABLE submissions (
  user_id     INTEGER NOT NULL REFERENCES users,
  key         TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
  fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
  case_number INTEGER NOT NULL REFERENCES cases,
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX submissions_by_case ON submissions (case_number);

-- N3: numbered without gaps for each account; `accounts.last_event` holds the last number given.
CREATE TABLE events (
  account_id        TEXT NOT NULL REFERENCES accounts,
  sequence          INTEGER NOT NULL CHECK (sequence >= 1),
  kind              TEXT NOT NULL CHECK (kind <> ''),
  origin            TEXT NOT NULL CHECK (origin IN ('CUSTOMER', 'SUPPORT')),
  case_number       INTEGER REFERENCES cases,
  correspondence_id TEXT REFERENCES correspondence (correspondence_id),
  at                INTEGER NOT NULL,
  PRIMARY KEY (account_id, sequence),
  CHECK (correspondence_id IS NULL OR case_number IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX events_by_case ON events (case_number);
CREATE INDEX events_by_correspondence ON events (correspondence_id);
