/** From lines of events to the bytes of an object. */
@NullMarked
package dev.waybill.format;

import org.jspecify.annotations.NullMarked;
