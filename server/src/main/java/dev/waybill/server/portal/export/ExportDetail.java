package dev.waybill.server.portal.export;

import dev.waybill.server.portal.overview.ExportRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An export as its own page shows it.
 *
 * @param integration the id of the one it uses; none if that was deleted
 * @param contents what is sent, in words
 * @param format of the objects, in words
 * @param limit how long events are kept for it
 * @param keptUntil until then nothing is lost that it has not delivered by now; none or one
 */
record ExportDetail(
    ExportRow row,
    boolean paused,
    List<String> integration,
    List<String> warnings,
    List<String> contents,
    String format,
    Instant testedAt,
    boolean connected,
    Duration limit,
    List<Instant> keptUntil) {}
