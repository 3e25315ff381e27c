/** The wizard, in a real browser, and its parts. */
@NullMarked
package dev.waybill.server.portal.setup;

import org.jspecify.annotations.NullMarked;
