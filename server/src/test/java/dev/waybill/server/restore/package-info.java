/** Restores, whole and cut short. */
@NullMarked
package dev.waybill.server.restore;

import org.jspecify.annotations.NullMarked;
