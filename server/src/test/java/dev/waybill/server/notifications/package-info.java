/** How notifications wait and go out. */
@NullMarked
package dev.waybill.server.notifications;

import org.jspecify.annotations.NullMarked;
