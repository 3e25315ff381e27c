/** Webhooks, with a receiver on this machine. */
@NullMarked
package dev.waybill.server.webhooks;

import org.jspecify.annotations.NullMarked;
