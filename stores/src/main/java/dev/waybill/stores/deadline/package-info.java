/** Until when requests to stores must have ended, and what of them was sent by then. */
@NullMarked
package dev.waybill.stores.deadline;

import org.jspecify.annotations.NullMarked;
