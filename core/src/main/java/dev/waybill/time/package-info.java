/** The injected clock. */
@NullMarked
package dev.waybill.time;

import org.jspecify.annotations.NullMarked;
