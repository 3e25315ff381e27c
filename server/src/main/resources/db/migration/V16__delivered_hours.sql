-- What the jobs of an export, those of its backfills too, delivered in the hour that begins at hour_at. No row: nothing.
CREATE TABLE delivered_hours (
    configuration_id TEXT NOT NULL REFERENCES export_configurations (id) ON DELETE CASCADE,
    hour_at          BIGINT NOT NULL,
    events           BIGINT NOT NULL,
    stored_bytes     BIGINT NOT NULL,
    PRIMARY KEY (configuration_id, hour_at)
);
CREATE INDEX delivered_hours_by_age ON delivered_hours (hour_at);
