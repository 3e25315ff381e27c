/** {@code waybill events}. */
@NullMarked
package dev.waybill.cli.events;

import org.jspecify.annotations.NullMarked;
