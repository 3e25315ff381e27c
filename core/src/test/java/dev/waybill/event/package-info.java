/** Tests of what becomes of the events of a request. */
@NullMarked
package dev.waybill.event;

import org.jspecify.annotations.NullMarked;
