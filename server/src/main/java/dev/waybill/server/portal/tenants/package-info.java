/** Operators' pages of the tenants: which there are, what they take, and what they may take. */
@NullMarked
package dev.waybill.server.portal.tenants;

import org.jspecify.annotations.NullMarked;
