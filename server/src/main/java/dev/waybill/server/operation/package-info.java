/** What an operator sees and does: logs, health, metrics, start and stop. */
@NullMarked
package dev.waybill.server.operation;

import org.jspecify.annotations.NullMarked;
