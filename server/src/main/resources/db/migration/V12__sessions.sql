-- The people who are logged in, as their identity provider had them at the login.
-- tenant_id: none for an operator. last_seen: not of every request.
CREATE TABLE sessions (
    id          TEXT PRIMARY KEY,
    hash        BYTEA NOT NULL UNIQUE,
    issuer      TEXT NOT NULL,
    subject     TEXT NOT NULL,
    name        TEXT NOT NULL,
    tenant_id   TEXT REFERENCES tenants (id) ON DELETE CASCADE,
    permissions TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    last_seen   BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);
CREATE INDEX sessions_of_tenant ON sessions (tenant_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);
