/** The pictures of the portal in the documentation, and what is to be seen in them. */
@NullMarked
package dev.waybill.server.portal.screenshots;

import org.jspecify.annotations.NullMarked;
