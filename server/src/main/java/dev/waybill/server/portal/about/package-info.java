/** What a tenant has to know of itself to check its deliveries. */
@NullMarked
package dev.waybill.server.portal.about;

import org.jspecify.annotations.NullMarked;
