/** The command that makes a data directory from a backup. */
@NullMarked
package dev.waybill.server.restore;

import org.jspecify.annotations.NullMarked;
