-- L7: what a customer can find in a case, as terms that the program makes (crates/case-store/src/search.rs). The terms
-- begin with eight characters for the account.
CREATE TABLE case_search (
  case_number BIGINT PRIMARY KEY REFERENCES cases,
  terms       TSVECTOR NOT NULL
);

-- Without a list of what is pending: a search costs the same whatever was just written.
CREATE INDEX case_search_by_term ON case_search USING gin (terms) WITH (fastupdate = off);
