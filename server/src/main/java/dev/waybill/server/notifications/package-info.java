/** What tenants are told of, by mail and by webhook, and the outbox from which it goes out. */
@NullMarked
package dev.waybill.server.notifications;

import org.jspecify.annotations.NullMarked;
