/** Takes events in over HTTP. */
@NullMarked
package dev.waybill.server.ingest;

import org.jspecify.annotations.NullMarked;
