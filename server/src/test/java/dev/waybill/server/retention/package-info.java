/** Tests of what is kept, and of how much of it a tenant may have. */
@NullMarked
package dev.waybill.server.retention;

import org.jspecify.annotations.NullMarked;
