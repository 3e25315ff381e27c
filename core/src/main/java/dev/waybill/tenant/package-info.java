/** Tenants, and the keys and people who act for them. */
@NullMarked
package dev.waybill.tenant;

import org.jspecify.annotations.NullMarked;
