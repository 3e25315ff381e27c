/** The forms about destinations, and what connection tests look like. */
@NullMarked
package dev.waybill.server.portal.destinations;

import org.jspecify.annotations.NullMarked;
