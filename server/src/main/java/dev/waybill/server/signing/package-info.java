/** The keys that sign manifests, as operators keep them and everybody sees them. */
@NullMarked
package dev.waybill.server.signing;

import org.jspecify.annotations.NullMarked;
