-- The control plane. One text for SQLite and PostgreSQL: see package dev.waybill.server.sql.
-- Ids are text. Times named ..._at, ..._until and ..._tick are microseconds since the epoch, UTC;
-- times of receipt are the event log's milliseconds. Flags are 0 or 1.

-- Which key encrypts the secrets in here; the key itself is a file of the data directory.
CREATE TABLE secret_keys (
    id         TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);

CREATE TABLE tenants (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    suspended  SMALLINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Without a tenant: a platform key. Only the SHA-256 of a secret is kept.
CREATE TABLE api_keys (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT REFERENCES tenants (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    permissions TEXT NOT NULL,
    prefix      TEXT NOT NULL,
    hash        BYTEA NOT NULL UNIQUE,
    created_at  BIGINT NOT NULL,
    revoked_at  BIGINT
);
CREATE INDEX api_keys_of_tenant ON api_keys (tenant_id, created_at);

-- Names that are never given twice, not even after their tenant was deleted: streams' prefixes
-- (they are part of objects' names) and external ids (customers' policies trust them).
CREATE TABLE given_names (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, name)
);

-- place: the location's text; equal texts are the same place. credentials: ciphertext, bound to
-- tenant and id; none once the integration is deleted.
CREATE TABLE storage_integrations (
    id           TEXT PRIMARY KEY,
    tenant_id    TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    location     TEXT NOT NULL,
    place        TEXT NOT NULL,
    external_id  TEXT NOT NULL UNIQUE,
    credentials  BYTEA,
    test_status  TEXT NOT NULL,
    test_stage   TEXT NOT NULL,
    test_failure TEXT,
    tested_at    BIGINT NOT NULL,
    revision     BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    deleted_at   BIGINT
);
CREATE INDEX storage_integrations_of_tenant ON storage_integrations (tenant_id, created_at);

-- job_open: whether the regular stream has an unfinished job, so that the index of what is due
-- holds nothing that cannot be planned.
CREATE TABLE export_configurations (
    id             TEXT PRIMARY KEY,
    tenant_id      TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    name           TEXT NOT NULL,
    integration_id TEXT NOT NULL REFERENCES storage_integrations (id) ON DELETE CASCADE,
    tick_interval  TEXT NOT NULL,
    selection      TEXT NOT NULL,
    compression    TEXT NOT NULL,
    layout         TEXT NOT NULL,
    service_fields SMALLINT NOT NULL,
    start_from     TEXT NOT NULL,
    enabled        SMALLINT NOT NULL,
    revision       BIGINT NOT NULL,
    next_due_at    BIGINT NOT NULL,
    last_tick      BIGINT NOT NULL,
    job_open       SMALLINT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    deleted_at     BIGINT
);
CREATE INDEX export_configurations_of_tenant ON export_configurations (tenant_id, created_at);
CREATE INDEX export_configurations_of_integration ON export_configurations (integration_id);
CREATE INDEX export_configurations_due ON export_configurations (next_due_at)
    WHERE enabled = 1 AND job_open = 0 AND deleted_at IS NULL;
CREATE INDEX export_configurations_ahead ON export_configurations (last_tick)
    WHERE enabled = 1 AND job_open = 0 AND deleted_at IS NULL;

CREATE TABLE streams (
    id               TEXT PRIMARY KEY,
    configuration_id TEXT NOT NULL REFERENCES export_configurations (id) ON DELETE CASCADE,
    kind             TEXT NOT NULL,
    prefix           TEXT NOT NULL UNIQUE,
    cursor_position  BIGINT NOT NULL,
    received_through BIGINT NOT NULL,
    next_sequence    BIGINT NOT NULL,
    next_ordinal     BIGINT NOT NULL
);
CREATE INDEX streams_of_configuration ON streams (configuration_id);
CREATE UNIQUE INDEX streams_one_regular ON streams (configuration_id) WHERE kind = 'REGULAR';

-- attempt is the fence. place: where the current or last attempt puts, or put.
CREATE TABLE export_jobs (
    id               TEXT PRIMARY KEY,
    configuration_id TEXT NOT NULL REFERENCES export_configurations (id) ON DELETE CASCADE,
    stream_id        TEXT NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
    sequence         BIGINT NOT NULL,
    scheduled_at     BIGINT NOT NULL,
    range_from       BIGINT NOT NULL,
    range_to         BIGINT NOT NULL,
    received_from    BIGINT NOT NULL,
    received_through BIGINT NOT NULL,
    first_ordinal    BIGINT NOT NULL,
    settings         TEXT NOT NULL,
    status           TEXT NOT NULL,
    started          SMALLINT NOT NULL,
    requested        SMALLINT NOT NULL,
    attempt          INTEGER NOT NULL,
    next_attempt_at  BIGINT NOT NULL,
    lease_until      BIGINT,
    place            TEXT,
    failure          TEXT,
    created_at       BIGINT NOT NULL,
    finished_at      BIGINT,
    UNIQUE (stream_id, sequence)
);
CREATE INDEX export_jobs_of_configuration ON export_jobs (configuration_id, sequence);
CREATE UNIQUE INDEX export_jobs_one_unfinished ON export_jobs (stream_id)
    WHERE status IN ('PLANNED', 'RUNNING', 'BLOCKED');
CREATE INDEX export_jobs_waiting ON export_jobs (next_attempt_at)
    WHERE status IN ('PLANNED', 'BLOCKED');
CREATE INDEX export_jobs_leased ON export_jobs (lease_until) WHERE status = 'RUNNING';

-- One per attempt. leftovers: whether it may have put objects at its place that are not recorded.
CREATE TABLE job_tasks (
    job_id     TEXT NOT NULL REFERENCES export_jobs (id) ON DELETE CASCADE,
    attempt    INTEGER NOT NULL,
    status     TEXT NOT NULL,
    place      TEXT NOT NULL,
    leftovers  TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at   BIGINT,
    failure    TEXT,
    PRIMARY KEY (job_id, attempt)
);

CREATE TABLE job_objects (
    job_id              TEXT NOT NULL REFERENCES export_jobs (id) ON DELETE CASCADE,
    place               TEXT NOT NULL,
    object_key          TEXT NOT NULL,
    events              BIGINT NOT NULL,
    bytes               BIGINT NOT NULL,
    stored_bytes        BIGINT NOT NULL,
    earliest_event_time BIGINT NOT NULL,
    latest_event_time   BIGINT NOT NULL,
    PRIMARY KEY (job_id, place, object_key)
);

-- What each finished job delivered. objects: a JSON array of keys, ascending.
CREATE TABLE manifests (
    stream_id  TEXT NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
    sequence   BIGINT NOT NULL,
    job_id     TEXT NOT NULL UNIQUE REFERENCES export_jobs (id) ON DELETE CASCADE,
    events     BIGINT NOT NULL,
    suppressed BIGINT NOT NULL,
    expired    BIGINT NOT NULL,
    objects    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (stream_id, sequence)
);

CREATE TABLE idempotency_keys (
    tenant_id       TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    operation       TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_digest  TEXT NOT NULL,
    result_id       TEXT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, operation, idempotency_key)
);
