-- Objects that belong to no file: on their way to one, or to be deleted. A name is here before its bytes are written, and
-- until a file takes it; so only what the database knows of is ever deleted.
CREATE TABLE loose_objects (
  object TEXT PRIMARY KEY CHECK (object <> ''),
  since  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX loose_objects_by_time ON loose_objects (since);

-- A1 to A5: files. Their bytes are in the object store under the name in `object`, written there before the row.
-- A file belongs to whoever sent it until a correspondence takes it.
CREATE TABLE attachments (
  number                INTEGER PRIMARY KEY AUTOINCREMENT,
  attachment_id         TEXT NOT NULL UNIQUE CHECK (attachment_id <> ''),
  account_id            TEXT NOT NULL REFERENCES accounts,
  user_id               INTEGER NOT NULL REFERENCES users,
  name                  TEXT NOT NULL CHECK (name <> ''),
  size                  INTEGER NOT NULL CHECK (size > 0),
  sha256                BLOB NOT NULL CHECK (length(sha256) = 32),
  media_type            TEXT NOT NULL CHECK (media_type <> ''),
  object                TEXT NOT NULL UNIQUE CHECK (object <> ''),
  correspondence_number INTEGER REFERENCES correspondence,
  place                 INTEGER,
  created_at            INTEGER NOT NULL,
  CHECK ((correspondence_number IS NULL) = (place IS NULL))
) STRICT;

CREATE UNIQUE INDEX attachments_by_correspondence ON attachments (correspondence_number, place)
  WHERE correspondence_number IS NOT NULL;
CREATE INDEX uploads_by_user ON attachments (user_id, number) WHERE correspondence_number IS NULL;
CREATE INDEX uploads_by_time ON attachments (created_at) WHERE correspondence_number IS NULL;
