/** The event log: the durable, ordered record of accepted events. */
@NullMarked
package dev.waybill.log;

import org.jspecify.annotations.NullMarked;
