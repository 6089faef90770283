-- L7: the orders of a list besides that of creation, each of all cases and of those that are open, which are few.
CREATE INDEX cases_by_severity ON cases (account_id, severity, created_at DESC, number DESC);
CREATE INDEX cases_open_by_severity ON cases (account_id, severity, created_at DESC, number DESC) WHERE status <> 'resolved';
CREATE INDEX cases_by_due ON cases (account_id, due_at, number);
CREATE INDEX cases_open_by_due ON cases (account_id, due_at, number) WHERE status <> 'resolved';
