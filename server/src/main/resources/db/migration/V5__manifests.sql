-- Hexadecimal. Null in objects that were delivered before there were manifests.
ALTER TABLE job_objects ADD COLUMN sha256 TEXT;
ALTER TABLE job_objects ADD COLUMN stored_sha256 TEXT;
ALTER TABLE job_objects ADD COLUMN merkle_root TEXT;

-- What jobs have put that may go on is put again, so that it gets its hashes; it is there, and is
-- ours. Of those that were cancelled only backfills may go on.
UPDATE job_tasks SET leftovers = 'POSSIBLE' WHERE EXISTS (
  SELECT 1 FROM job_objects o JOIN export_jobs j ON j.id = o.job_id
  WHERE o.job_id = job_tasks.job_id AND o.place = job_tasks.place AND (
    j.status IN ('PLANNED', 'RUNNING', 'BLOCKED')
    OR (j.status = 'CANCELLED' AND j.kind = 'BACKFILL')));
DELETE FROM job_objects WHERE job_id IN (
  SELECT id FROM export_jobs
  WHERE status IN ('PLANNED', 'RUNNING', 'BLOCKED')
    OR (status = 'CANCELLED' AND kind = 'BACKFILL'));

-- The key that signs for the job; null until it is started.
ALTER TABLE export_jobs ADD COLUMN signing_key TEXT;

-- Hash and key of the manifest of the job before the next; null if it has none.
ALTER TABLE streams ADD COLUMN last_sha256 TEXT;
ALTER TABLE streams ADD COLUMN last_key TEXT;

-- Where the jobs that have manifests were delivered: each row goes up to the next one's sequence.
CREATE TABLE stream_stays (
    stream_id      TEXT NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
    first_sequence BIGINT NOT NULL,
    place          TEXT NOT NULL,
    PRIMARY KEY (stream_id, first_sequence)
);

-- What each finished job delivered, for the history; what proves it is a sealed manifest.
ALTER TABLE manifests RENAME TO deliveries;

-- The bytes of documents, made once: whoever puts one puts these.
CREATE TABLE sealed_manifests (
    job_id   TEXT NOT NULL REFERENCES export_jobs (id) ON DELETE CASCADE,
    place    TEXT NOT NULL,
    document BYTEA NOT NULL,
    PRIMARY KEY (job_id, place)
);
CREATE TABLE sealed_origins (
    stream_id      TEXT NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
    place          TEXT NOT NULL,
    first_sequence BIGINT NOT NULL,
    document       BYTEA NOT NULL,
    PRIMARY KEY (stream_id, place, first_sequence)
);
