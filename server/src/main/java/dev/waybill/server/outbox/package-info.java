/** Brings what the service records about itself into the event log. */
@NullMarked
package dev.waybill.server.outbox;

import org.jspecify.annotations.NullMarked;
