-- Where notifications go besides the tenant's mail addresses. types: names with one space between
-- two; empty: all. secret: ciphertext, bound to tenant and id. disabled_why: null while enabled, and
-- when the tenant disabled it.
CREATE TABLE webhook_endpoints (
    id           TEXT PRIMARY KEY,
    tenant_id    TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    url          TEXT NOT NULL,
    types        TEXT NOT NULL,
    enabled      SMALLINT NOT NULL,
    disabled_why TEXT,
    secret       BYTEA NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX webhook_endpoints_of_tenant ON webhook_endpoints (tenant_id, created_at);

-- Notifications that wait, one row for each receiver: a mail address, or the id of a webhook
-- endpoint. content: made once, so that all attempts send the same.
CREATE TABLE notification_outbox (
    id              TEXT PRIMARY KEY,
    tenant_id       TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    channel         TEXT NOT NULL,
    receiver        TEXT NOT NULL,
    type            TEXT NOT NULL,
    content         TEXT NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    created_at      BIGINT NOT NULL
);
CREATE INDEX notification_outbox_due ON notification_outbox (channel, next_attempt_at);
CREATE INDEX notification_outbox_oldest ON notification_outbox (channel, created_at);
CREATE INDEX notification_outbox_of_tenant
    ON notification_outbox (tenant_id, receiver, channel, next_attempt_at);

-- What was told already, so that it is told once. failing_since: when the first attempt failed since
-- the regular stream delivered last. quota_told: the threshold in per cent; 0: none.
ALTER TABLE export_configurations ADD COLUMN failing_since BIGINT;
ALTER TABLE export_configurations ADD COLUMN failing_told SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE export_configurations ADD COLUMN risk_told SMALLINT NOT NULL DEFAULT 0;
CREATE INDEX export_configurations_risky ON export_configurations (id) WHERE risk_told = 1;
ALTER TABLE tenants ADD COLUMN quota_told INTEGER NOT NULL DEFAULT 0;
