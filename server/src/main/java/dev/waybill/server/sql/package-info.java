/**
 * The control plane on SQL, without any framework: tenants, API keys, integrations, configurations,
 * jobs.
 *
 * <p><b>One dialect.</b> Every statement and every migration is one text that both SQLite and
 * PostgreSQL take:
 *
 * <ul>
 *   <li>ids are {@code TEXT}, in their text form;
 *   <li>times are {@code BIGINT}, microseconds since the epoch; times of receipt and of events are
 *       {@code BIGINT}, milliseconds, as the event log has them;
 *   <li>flags are {@code SMALLINT}, 0 or 1, and compared with {@code = 1}; enums and JSON are
 *       {@code TEXT}; bytes are {@code BYTEA};
 *   <li>what may exist already is written with {@code ON CONFLICT}, partial indexes are used, and
 *       each derived table has an alias;
 *   <li>nothing else: no functions for dates or JSON, no {@code AUTOINCREMENT}, no {@code INSERT OR
 *       REPLACE}, no {@code ROWID}, no {@code MIN} of two values.
 * </ul>
 *
 * <p>A write is one transaction. SQLite runs one at a time; on PostgreSQL they have to run {@code
 * SERIALIZABLE}, and again when it aborts one, so their code has no effect but on the database.
 * Whoever moves a job does it in an {@code UPDATE} that is conditional on the attempt's number.
 */
@NullMarked
package dev.waybill.server.sql;

import org.jspecify.annotations.NullMarked;
