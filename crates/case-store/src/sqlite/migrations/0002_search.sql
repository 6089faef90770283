-- L7: what a customer can find in a case, as terms that the program makes (crates/case-store/src/search.rs). Its rowid is
-- the case's number. The terms begin with eight characters for the account: one, two and three characters of a word are
-- looked up in indexes of their own.
CREATE VIRTUAL TABLE case_search USING fts5 (
  terms,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = 'ascii',
  prefix = '9 10 11'
);
