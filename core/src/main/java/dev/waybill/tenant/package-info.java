/** Tenants and the keys with which programs act for them. */
@NullMarked
package dev.waybill.tenant;

import org.jspecify.annotations.NullMarked;
