-- kept: old enough to be removed, but its stream may need it. Set by whoever prunes, so that he does
-- not look at it again and again.
ALTER TABLE export_jobs ADD COLUMN kept SMALLINT NOT NULL DEFAULT 0;
DROP INDEX export_jobs_finished;
CREATE INDEX export_jobs_finished ON export_jobs (finished_at)
    WHERE finished_at IS NOT NULL AND kept = 0;
CREATE INDEX export_jobs_kept ON export_jobs (configuration_id) WHERE kept = 1;

-- All attempts that failed, also those that job_tasks no longer has.
ALTER TABLE export_jobs ADD COLUMN failed_attempts INTEGER NOT NULL DEFAULT 0;
UPDATE export_jobs SET failed_attempts =
  (SELECT COUNT(*) FROM job_tasks t WHERE t.job_id = export_jobs.id AND t.status = 'FAILED');

CREATE INDEX redeliveries_finished ON redeliveries (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX redeliveries_of_stream ON redeliveries (stream_id);
