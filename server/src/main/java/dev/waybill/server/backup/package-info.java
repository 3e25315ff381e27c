/** Backups: what they consist of, and how they are made while the server runs. */
@NullMarked
package dev.waybill.server.backup;

import org.jspecify.annotations.NullMarked;
