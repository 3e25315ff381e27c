/** Making, replacing and ending API keys, as operators and tenants' own administrators do it. */
@NullMarked
package dev.waybill.server.keys;

import org.jspecify.annotations.NullMarked;
