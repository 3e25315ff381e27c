/** The pages of exports. */
@NullMarked
package dev.waybill.server.portal.export;

import org.jspecify.annotations.NullMarked;
