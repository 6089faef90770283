-- G1, G2: what users have written and not submitted. One draft for each user and case type; where two devices have
-- written without knowing of each other, each of the two texts is a row, until one of them is discarded. A version is
-- never used again, so that a device knows whether what it changes is still what it has read.
CREATE TABLE drafts (
  version   INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id   INTEGER NOT NULL REFERENCES users,
  case_type TEXT NOT NULL CHECK (case_type IN ('account-and-billing', 'technical', 'quota-increase')),
  device    TEXT NOT NULL CHECK (device <> ''),
  draft     TEXT NOT NULL CHECK (json_type(draft) = 'object'),
  saved_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX drafts_by_user ON drafts (user_id, case_type, version);
CREATE INDEX drafts_by_time ON drafts (saved_at);

-- The files that a draft names, which must not expire while it does. A file that was removed may still be named.
CREATE TABLE draft_files (
  version       INTEGER NOT NULL REFERENCES drafts ON DELETE CASCADE,
  attachment_id TEXT NOT NULL CHECK (attachment_id <> ''),
  PRIMARY KEY (version, attachment_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_files_by_attachment ON draft_files (attachment_id);
