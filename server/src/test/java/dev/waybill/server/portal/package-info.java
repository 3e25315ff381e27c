/** The portal in a real browser, and its parts. */
@NullMarked
package dev.waybill.server.portal;

import org.jspecify.annotations.NullMarked;
