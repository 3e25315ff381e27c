@NullMarked
package dev.waybill.server.portal.overview;

import org.jspecify.annotations.NullMarked;
