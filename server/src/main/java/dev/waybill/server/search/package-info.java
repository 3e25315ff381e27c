/** Looks through a tenant's events over HTTP. */
@NullMarked
package dev.waybill.server.search;

import org.jspecify.annotations.NullMarked;
