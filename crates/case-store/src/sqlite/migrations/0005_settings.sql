-- X5: the contacts of an account are changed by its people: `contacts_version` counts the changes, so that who changes them
-- knows whether they still are what was read.
ALTER TABLE accounts ADD COLUMN contacts_version INTEGER NOT NULL DEFAULT 0 CHECK (contacts_version >= 0);

-- Each change, for whoever wants to know who made it: the contacts as they were from then on.
CREATE TABLE contact_changes (
  account_id         TEXT NOT NULL REFERENCES accounts,
  version            INTEGER NOT NULL CHECK (version >= 1),
  country            TEXT NOT NULL CHECK (length(country) = 2),
  time_zone          TEXT NOT NULL CHECK (time_zone <> ''),
  billing_contact    TEXT CHECK (billing_contact <> ''),
  operations_contact TEXT CHECK (operations_contact <> ''),
  security_contact   TEXT CHECK (security_contact <> ''),
  user_id            INTEGER NOT NULL REFERENCES users,
  changed_by         TEXT NOT NULL CHECK (changed_by <> ''),
  at                 INTEGER NOT NULL,
  PRIMARY KEY (account_id, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_changes_by_user ON contact_changes (user_id);

-- How a user likes the pages; nothing where nothing was chosen. `pages_time_zone` is `account`, `device` or an IANA name.
ALTER TABLE users ADD COLUMN language TEXT CHECK (length(language) = 2);
ALTER TABLE users ADD COLUMN theme TEXT CHECK (theme <> '');
ALTER TABLE users ADD COLUMN pages_time_zone TEXT CHECK (pages_time_zone <> '');
