/** What every ledger must do, the ledger in memory, and the promises of the export engine. */
@NullMarked
package dev.waybill.export;

import org.jspecify.annotations.NullMarked;
