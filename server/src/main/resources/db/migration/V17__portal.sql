-- How a person logged in: PROVIDER, KEY or PORTAL. key_id: the key with which the person logged in, or that
-- let the person in; the session ends with it. return_url: where the person came from.
ALTER TABLE sessions ADD COLUMN method TEXT NOT NULL DEFAULT 'PROVIDER';
ALTER TABLE sessions ADD COLUMN key_id TEXT REFERENCES api_keys (id) ON DELETE CASCADE;
ALTER TABLE sessions ADD COLUMN return_url TEXT;
CREATE INDEX sessions_of_key ON sessions (key_id);

-- Links into the portal that nobody has followed yet. id: of the session to be. length_seconds: of that session.
CREATE TABLE portal_links (
    id             TEXT PRIMARY KEY,
    hash           BYTEA NOT NULL UNIQUE,
    tenant_id      TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    actor          TEXT NOT NULL,
    name           TEXT NOT NULL,
    permissions    TEXT NOT NULL,
    key_id         TEXT NOT NULL REFERENCES api_keys (id) ON DELETE CASCADE,
    length_seconds BIGINT NOT NULL,
    landing        TEXT NOT NULL,
    return_url     TEXT,
    expires_at     BIGINT NOT NULL
);
CREATE INDEX portal_links_of_tenant ON portal_links (tenant_id);
CREATE INDEX portal_links_of_key ON portal_links (key_id);
CREATE INDEX portal_links_by_end ON portal_links (expires_at);
