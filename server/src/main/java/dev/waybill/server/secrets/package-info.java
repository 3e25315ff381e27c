/** Secrets at rest: encrypted with a key that is a file of the data directory. */
@NullMarked
package dev.waybill.server.secrets;

import org.jspecify.annotations.NullMarked;
