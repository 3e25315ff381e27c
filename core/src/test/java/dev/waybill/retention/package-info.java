/** How long events are kept, and what holds them longer. */
@NullMarked
package dev.waybill.retention;

import org.jspecify.annotations.NullMarked;
