/** Puts the parts together: one configuration per feature. */
@NullMarked
package dev.waybill.server.wiring;

import org.jspecify.annotations.NullMarked;
