/** An export's own pages: how it is, what it delivered, and what can be done with it. */
@NullMarked
package dev.waybill.server.portal.export;

import org.jspecify.annotations.NullMarked;
