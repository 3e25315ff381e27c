/** A clock that moves only when told. */
@NullMarked
package dev.waybill.time;

import org.jspecify.annotations.NullMarked;
