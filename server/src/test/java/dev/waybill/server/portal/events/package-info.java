/** The explorer of events, and what hostile events cannot do there. */
@NullMarked
package dev.waybill.server.portal.events;

import org.jspecify.annotations.NullMarked;
