/** What follows from deliveries: the status of integrations, metrics and log lines. */
@NullMarked
package dev.waybill.server.deliveries;

import org.jspecify.annotations.NullMarked;
