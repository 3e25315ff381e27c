/** Audit events: their kinds, their times, and the one line of JSON that each of them is. */
@NullMarked
package dev.waybill.event;

import org.jspecify.annotations.NullMarked;
