/** Retention's thread. */
@NullMarked
package dev.waybill.server.retention;

import org.jspecify.annotations.NullMarked;
