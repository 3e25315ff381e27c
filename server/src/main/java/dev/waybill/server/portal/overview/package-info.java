/** The portal's first page: a tenant's exports, and what is wrong with them. */
@NullMarked
package dev.waybill.server.portal.overview;

import org.jspecify.annotations.NullMarked;
