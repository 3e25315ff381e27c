/** A whole server for tests. */
@NullMarked
package dev.waybill.server.testing;

import org.jspecify.annotations.NullMarked;
