/**
 * The promises with real processes and real faults: a store behind a proxy that fails, processes
 * that are killed and stopped, a full file system, a clock that is moved.
 */
@NullMarked
package dev.waybill.server.faults;

import org.jspecify.annotations.NullMarked;
