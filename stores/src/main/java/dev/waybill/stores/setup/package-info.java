/**
 * Writes what customers run or paste to let the service in, so that no text means more than it
 * says.
 */
@NullMarked
package dev.waybill.stores.setup;

import org.jspecify.annotations.NullMarked;
