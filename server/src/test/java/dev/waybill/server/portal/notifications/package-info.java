/** The pages of notifications, in a real browser. */
@NullMarked
package dev.waybill.server.portal.notifications;

import org.jspecify.annotations.NullMarked;
