/** The server as a process of its own: killed, traced, and short of memory. */
@NullMarked
package dev.waybill.server.process;

import org.jspecify.annotations.NullMarked;
