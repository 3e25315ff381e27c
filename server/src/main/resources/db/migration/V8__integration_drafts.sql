-- Storage integrations to be, whose external id was handed out before anything else is known of them.
-- A draft that is completed becomes the storage integration of the same id.
CREATE TABLE integration_drafts (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    name        TEXT,
    external_id TEXT NOT NULL UNIQUE,
    created_at  BIGINT NOT NULL
);
CREATE INDEX integration_drafts_of_tenant ON integration_drafts (tenant_id, created_at);

-- standalone: created as such, not for an export, and so not deleted with its last export.
ALTER TABLE storage_integrations ADD COLUMN standalone SMALLINT NOT NULL DEFAULT 0;
