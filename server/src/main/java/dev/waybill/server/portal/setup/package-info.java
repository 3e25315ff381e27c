/**
 * The portal's wizard: from nothing to the first object in the tenant's storage.
 *
 * <p>Between its pages only the storage integration is kept, first as a draft: a reload, or another
 * day, goes on where its address says.
 */
@NullMarked
package dev.waybill.server.portal.setup;

import org.jspecify.annotations.NullMarked;
