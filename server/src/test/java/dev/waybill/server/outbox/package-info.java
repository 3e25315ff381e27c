@NullMarked
package dev.waybill.server.outbox;

import org.jspecify.annotations.NullMarked;
