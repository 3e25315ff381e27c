/** The portal's pages of storage integrations: where exports go, and how they get in there. */
@NullMarked
package dev.waybill.server.portal.integrations;

import org.jspecify.annotations.NullMarked;
