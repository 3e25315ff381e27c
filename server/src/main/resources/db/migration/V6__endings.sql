-- ending: from its deletion until its regular stream has ended a configuration is 1, and next_due_at
-- is when it was last seen to. end_position: the stream ends where a job reaches it; null until the
-- first job after the deletion is planned.
ALTER TABLE export_configurations ADD COLUMN ending SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE export_configurations ADD COLUMN end_position BIGINT;
CREATE INDEX export_configurations_ending ON export_configurations (next_due_at)
    WHERE ending = 1 AND job_open = 0;
