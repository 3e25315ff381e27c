/** The thread of what recurs. */
@NullMarked
package dev.waybill.server.recurring;

import org.jspecify.annotations.NullMarked;
