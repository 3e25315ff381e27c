/** The pages of storage integrations, in a real browser. */
@NullMarked
package dev.waybill.server.portal.integrations;

import org.jspecify.annotations.NullMarked;
