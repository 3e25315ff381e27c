/** The data directory: who may use it, what version it has, and writing files that survive. */
@NullMarked
package dev.waybill.server.datadir;

import org.jspecify.annotations.NullMarked;
