-- Null: the operator's setting applies. retained_from: everything of the tenant below that position
-- was given up by retention; the log may still hold some of it.
ALTER TABLE tenants ADD COLUMN retention_days INTEGER;
ALTER TABLE tenants ADD COLUMN hard_limit_days INTEGER;
ALTER TABLE tenants ADD COLUMN storage_quota_bytes BIGINT;
ALTER TABLE tenants ADD COLUMN retained_from BIGINT NOT NULL DEFAULT 0;

-- Where a stream began; of one that replaces another, where that began. kind: REGULAR, BACKFILL, or
-- FORMER: a restore replaced it by the stream whose previous_stream it is.
ALTER TABLE streams ADD COLUMN start_position BIGINT NOT NULL DEFAULT 0;
ALTER TABLE streams ADD COLUMN start_received BIGINT NOT NULL DEFAULT 0;
ALTER TABLE streams ADD COLUMN previous_stream TEXT;
UPDATE streams SET
  start_position = COALESCE(
    (SELECT j.range_from FROM export_jobs j WHERE j.stream_id = streams.id AND j.sequence = 1),
    cursor_position),
  start_received = COALESCE(
    (SELECT j.received_from FROM export_jobs j WHERE j.stream_id = streams.id AND j.sequence = 1),
    received_through);

-- Finished jobs by age, for pruning.
CREATE INDEX export_jobs_finished ON export_jobs (finished_at) WHERE finished_at IS NOT NULL;

-- kind: its stream's. path_prefix: below the configuration's place; empty for none.
ALTER TABLE export_jobs ADD COLUMN kind TEXT NOT NULL DEFAULT 'REGULAR';
ALTER TABLE export_jobs ADD COLUMN path_prefix TEXT NOT NULL DEFAULT '';

-- From where on the log held the range when the job was started; null before.
ALTER TABLE export_jobs ADD COLUMN held_from BIGINT;
UPDATE export_jobs SET held_from = range_from WHERE started = 1;

-- path_prefix: empty for none. The totals are null until they are counted.
CREATE TABLE backfills (
    stream_id        TEXT PRIMARY KEY REFERENCES streams (id) ON DELETE CASCADE,
    configuration_id TEXT NOT NULL REFERENCES export_configurations (id) ON DELETE CASCADE,
    path_prefix      TEXT NOT NULL,
    range_to         BIGINT NOT NULL,
    received_to      BIGINT NOT NULL,
    settings         TEXT NOT NULL,
    status           TEXT NOT NULL,
    job_open         SMALLINT NOT NULL,
    events_total     BIGINT,
    bytes_total      BIGINT,
    events_done      BIGINT NOT NULL,
    bytes_done       BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    finished_at      BIGINT
);
CREATE INDEX backfills_of_configuration ON backfills (configuration_id, created_at);
CREATE INDEX backfills_to_plan ON backfills (created_at) WHERE status = 'RUNNING' AND job_open = 0;

-- attempt is the fence, as in export_jobs. RUNNING without a lease: waits for a worker. place:
-- where the jobs were delivered.
CREATE TABLE redeliveries (
    id               TEXT PRIMARY KEY,
    configuration_id TEXT NOT NULL REFERENCES export_configurations (id) ON DELETE CASCADE,
    stream_id        TEXT NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
    from_sequence    BIGINT NOT NULL,
    to_sequence      BIGINT NOT NULL,
    next_sequence    BIGINT NOT NULL,
    status           TEXT NOT NULL,
    attempt          INTEGER NOT NULL,
    next_attempt_at  BIGINT NOT NULL,
    lease_until      BIGINT,
    place            TEXT NOT NULL,
    failure          TEXT,
    objects_put      BIGINT NOT NULL,
    objects_present  BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    finished_at      BIGINT
);
CREATE INDEX redeliveries_of_configuration ON redeliveries (configuration_id, created_at);
CREATE INDEX redeliveries_open ON redeliveries (next_attempt_at)
    WHERE status IN ('RUNNING', 'BLOCKED');

-- One row a restore. Incarnation 0 has none.
CREATE TABLE incarnations (
    number      INTEGER PRIMARY KEY,
    backup_at   BIGINT NOT NULL,
    restored_at BIGINT NOT NULL
);

-- Jobs that failed before wait apart, so that many of them do not stand before the others.
DROP INDEX export_jobs_waiting;
CREATE INDEX export_jobs_fresh ON export_jobs (next_attempt_at) WHERE status = 'PLANNED';
CREATE INDEX export_jobs_blocked ON export_jobs (next_attempt_at) WHERE status = 'BLOCKED';
CREATE INDEX backfills_running ON backfills (stream_id) WHERE status = 'RUNNING';
