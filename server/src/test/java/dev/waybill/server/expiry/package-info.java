/** Notices before secrets end. */
@NullMarked
package dev.waybill.server.expiry;

import org.jspecify.annotations.NullMarked;
