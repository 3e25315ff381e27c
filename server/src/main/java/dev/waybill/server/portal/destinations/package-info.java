/** What pages about destinations share: their forms, and how connection tests are shown. */
@NullMarked
package dev.waybill.server.portal.destinations;

import org.jspecify.annotations.NullMarked;
