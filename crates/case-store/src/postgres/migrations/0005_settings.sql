-- X5: the contacts of an account are changed by its people: `contacts_version` counts the changes, so that who changes them
-- knows whether they still are what was read.
ALTER TABLE accounts ADD COLUMN contacts_version BIGINT NOT NULL DEFAULT 0 CHECK (contacts_version >= 0);

-- Each change, for whoever wants to know who made it: the contacts as they were from then on.
CREATE TABLE contact_changes (
  account_id         TEXT COLLATE "C" NOT NULL REFERENCES accounts,
  version            BIGINT NOT NULL CHECK (version >= 1),
  country            TEXT COLLATE "C" NOT NULL CHECK (length(country) = 2),
  time_zone          TEXT COLLATE "C" NOT NULL CHECK (time_zone <> ''),
  billing_contact    TEXT COLLATE "C" CHECK (billing_contact <> ''),
  operations_contact TEXT COLLATE "C" CHECK (operations_contact <> ''),
  security_contact   TEXT COLLATE "C" CHECK (security_contact <> ''),
  user_id            BIGINT NOT NULL REFERENCES users,
  changed_by         TEXT COLLATE "C" NOT NULL CHECK (changed_by <> ''),
  at                 BIGINT NOT NULL,
  PRIMARY KEY (account_id, version)
);

CREATE INDEX contact_changes_by_user ON contact_changes (user_id);

-- How a user likes the pages; nothing where nothing was chosen. `pages_time_zone` is `account`, `device` or an IANA name.
ALTER TABLE users ADD COLUMN language TEXT COLLATE "C" CHECK (length(language) = 2);
ALTER TABLE users ADD COLUMN theme TEXT COLLATE "C" CHECK (theme <> '');
ALTER TABLE users ADD COLUMN pages_time_zone TEXT COLLATE "C" CHECK (pages_time_zone <> '');
