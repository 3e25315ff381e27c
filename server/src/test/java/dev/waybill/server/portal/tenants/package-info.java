/** Operators' pages of tenants. */
@NullMarked
package dev.waybill.server.portal.tenants;

import org.jspecify.annotations.NullMarked;
